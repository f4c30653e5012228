/** What an executable file tells without being run: its hash, and the Rust TLS library that was compiled into it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

export interface ExecutableFacts {
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** e.g. `rustls 0.23.40, aws-lc-rs 1.16.3`; null where no such library is in it. */
  readonly rustTls: string | null;
}

/** rustc leaves the paths of sources in a program for its panics; cargo's folders have the version in their name. */
const sourceFolder = /\/(rustls|aws-lc-rs)-(\d+\.\d+\.\d+)\/src\//g;
const longestMatch = 64;

/** Reads the file once, in pieces: executables have 100 MB and more. */
export async function readExecutable(file: string): Promise<ExecutableFacts> {
  const hash = createHash("sha256");
  const versions = new Map<string, string>();
  let carried = "";
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 ** 2 })) {
    hash.update(chunk as Buffer);
    const text = carried + (chunk as Buffer).toString("latin1");
    for (const [, name, version] of text.matchAll(sourceFolder)) versions.set(name!, version!);
    carried = text.slice(-longestMatch);
  }
  const names = ["rustls", "aws-lc-rs"].filter((name) => versions.has(name));
  const rustTls = names.map((name) => `${name} ${versions.get(name)}`).join(", ");
  return { sha256: hash.digest("hex"), rustTls: rustTls === "" ? null : rustTls };
}
