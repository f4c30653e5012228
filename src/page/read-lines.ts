/** The lines of a file as they are read, without ever holding the page up or the whole file in one string. */

/** No line of a run comes near it; a browser would stand still while it reads one. */
export const longestLine = 16 * 1024 ** 2;

export async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
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
    if (length > longestLine) {
      throw new Error(`a line is longer than ${longestLine} characters; expected a results file of ctxcost`);
    }
  }
  if (length > 0) yield parts.join("");
}

/** Not `for await` over the stream itself, which not every browser has. */
async function* chunksOf(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
