/** What a worker prints, in bounded memory and fit to be shown: its answer, and the end of its standard error. */
import type { Readable } from "node:stream";

export interface WorkerOutput {
  /** All of its standard output. */
  answer(): string;
  /** The end of its standard error: twice what is kept, so that no path is cut before it is made relative. */
  stderr(): string;
}

/** A worker that prints more than this is out of its mind; a measurement of 1,000 operations prints 40 kB. */
const maximumBytes = 16 * 1024 * 1024;
export const keptStderrCharacters = 4000;

/** Calls `onTooMuch` with what was too much, and from then on keeps no more. */
export function collectOutput(
  { stdout, stderr }: { readonly stdout: Readable; readonly stderr: Readable },
  onTooMuch: (what: string) => void,
): WorkerOutput {
  const answer: Buffer[] = [];
  let answerBytes = 0;
  let stderrBytes = 0;
  let stderrEnd = "";
  stdout.on("data", (bytes: Buffer) => {
    answerBytes += bytes.length;
    if (answerBytes > maximumBytes) onTooMuch(`printed more than ${maximumBytes} bytes`);
    else answer.push(bytes);
  });
  stderr.on("data", (bytes: Buffer) => {
    stderrBytes += bytes.length;
    if (stderrBytes > maximumBytes)
      onTooMuch(`printed more than ${maximumBytes} bytes on its standard error`);
    stderrEnd = (stderrEnd + bytes.toString()).slice(-2 * keptStderrCharacters);
  });
  return { answer: () => Buffer.concat(answer).toString(), stderr: () => stderrEnd };
}

/** Shown on a terminal, a text must not be taken for commands: no control characters but line feeds and tabs. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
