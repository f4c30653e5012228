/** The lines of a file as they are read, without ever holding the page up or the whole file in one string. */
import { longestLineOnPage } from "../core/file-limits.ts";

/** @param breathe is waited for after each piece of the file, in the middle of a line too */
export async function* linesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  breathe: () => Promise<void> = async () => {},
): AsyncGenerator<string> {
  // Joined at the line's end only: a string that grows chunk by chunk would be copied for each of them.
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunksOf(stream.pipeThrough(new TextDecoderStream("utf-8", { fatal: true })))) {
    const [first, ...others] = chunk.split("\n");
    parts.push(first!);
    length += first!.length;
    for (const next of others) {
      yield parts.join("");
      parts = [next];
      length = next.length;
    }
    if (length > longestLineOnPage) {
      throw new Error(
        `a line is longer than ${longestLineOnPage} characters; expected a results file of ctxcost`,
      );
    }
    await breathe();
  }
  if (length > 0) yield parts.join("");
}

/** Not `for await` over the stream itself, which not every browser has. */
async function* chunksOf(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever wants no more of it need not have the rest decompressed.
    reader.cancel().catch(() => {});
  }
}
