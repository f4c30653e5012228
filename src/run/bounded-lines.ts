/**
 * The lines of a file, plain or gzipped, in bounded memory, however large it is and whatever it decompresses to. Not by
 * `node:readline`: that has no limit to a line, and takes U+2028 and a lone carriage return for ends of one, which may
 * stand in JSON's strings (https://github.com/nodejs/node/blob/v26.0.0/lib/internal/readline/interface.js, `lineEnding`).
 */
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { longestLineBytes, mostLines } from "../core/file-limits.ts";

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly bytes: number;
}

/** Those that are not blank. Throws an error that names the file, and the line where it is about one. */
export async function* boundedLines(file: string): AsyncGenerator<Line> {
  const builder = new LineBuilder(file);
  for await (const chunk of bytesOf(file)) yield* builder.add(chunk);
  yield* builder.end();
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  // With what went wrong in the source the last stream of a pipeline ends too.
  const input = file.endsWith(".gz") ? pipeline(source, createGunzip(), () => {}) : source;
  let isBegun = false;
  try {
    for await (const chunk of input) {
      if (!isBegun) expectText(file, chunk as Buffer);
      isBegun = true;
      yield chunk as Buffer;
    }
  } catch (cause) {
    if (cause instanceof NoText) throw cause;
    throw new Error(`read the results file ${file}: ${meaningOf(cause as NodeJS.ErrnoException)}`, { cause });
  } finally {
    source.destroy();
  }
}

/** By zlib's words and codes: they name no file, and say nothing of what to do. */
function meaningOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "Z_BUF_ERROR")
    return "its compressed data end too early; it was cut off: copy it again, whole";
  if (code !== "Z_DATA_ERROR") return message;
  return message === "incorrect header check"
    ? "it is no gzip, or has something else behind it; expected what its name ends with, .gz: copy it again, or name it .jsonl where it is plain text"
    : "its compressed data are damaged: copy it again";
}

class NoText extends Error {}

const otherBeginnings = [
  [[0x1f, 0x8b], "it is a gzip: name it .jsonl.gz"],
  [[0xff, 0xfe], "it is UTF-16; expected UTF-8: write it anew as that"],
  [[0xfe, 0xff], "it is UTF-16; expected UTF-8: write it anew as that"],
] as const;

function expectText(file: string, chunk: Buffer): void {
  for (const [[first, second], what] of otherBeginnings) {
    if (chunk[0] === first && chunk[1] === second) throw new NoText(`read the results file ${file}: ${what}`);
  }
}

const lineFeed = 0x0a;

/** Puts lines together from chunks that end anywhere. */
class LineBuilder {
  readonly #file: string;
  #parts: Buffer[] = [];
  #bytes = 0;
  #line = 1;

  constructor(file: string) {
    this.#file = file;
  }

  /** The lines that end in this chunk. */
  *add(chunk: Buffer): Generator<Line> {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      this.#keep(chunk.subarray(from, end));
      yield* this.end();
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  /** The line as far as it is there. */
  *end(): Generator<Line> {
    const line = this.#line++;
    if (line > mostLines) throw new Error(`${this.#file}, line ${line}: expected at most ${mostLines} lines`);
    if (this.#bytes === 0) return;
    const bytes = this.#bytes;
    const text = Buffer.concat(this.#parts).toString("utf8");
    this.#parts = [];
    this.#bytes = 0;
    if (text.trim() !== "") yield { text, line, bytes };
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#bytes += part.length;
    if (this.#bytes <= longestLineBytes) return;
    throw new Error(
      `${this.#file}, line ${this.#line}: longer than ${longestLineBytes / 1024 ** 2} MiB; expected a results file of ctxcost, ` +
        "a JSON record a line",
    );
  }
}
