import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { longestLineOnPage } from "../core/file-limits.ts";
import { linesOf } from "./read-lines.ts";

function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
  chunkBytes: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + chunkBytes));
      at += chunkBytes;
    },
  });
}

async function lines(text: string, chunkBytes: number): Promise<string[]> {
  const found: string[] = [];
  for await (const line of linesOf(streamOf(new TextEncoder().encode(text), chunkBytes))) found.push(line);
  return found;
}

describe("linesOf()", () => {
  it("finds the same lines wherever the chunks end, in the middle of a character too", async () => {
    const text = 'a\n{"µ":"÷ 😀"}\n\nlast\n';
    for (let chunkBytes = 1; chunkBytes < 30; chunkBytes++) {
      assert.deepEqual(await lines(text, chunkBytes), ["a", '{"µ":"÷ 😀"}', "", "last"]);
    }
  });

  it("lets the page breathe in the middle of a line", async () => {
    let breaths = 0;
    const breathe = async () => {
      breaths++;
    };
    const stream = streamOf(new TextEncoder().encode("x".repeat(1000)), 10);
    for await (const line of linesOf(stream, breathe)) assert.equal(line.length, 1000);
    assert.ok(breaths >= 100, `${breaths} breaths`);
  });

  it("gives a last line that has no end", async () => {
    assert.deepEqual(await lines("a\ntorn", 3), ["a", "torn"]);
    assert.deepEqual(await lines("", 3), []);
  });

  it("refuses what is no text, and a line without end", async () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0xfd);
    await assert.rejects(async () => {
      for await (const _ of linesOf(streamOf(bytes, 2))) assert.fail();
    }, TypeError);
    await assert.rejects(lines("x".repeat(longestLineOnPage + 1), 2 ** 20), /a line is longer than 4194304/);
  });
});
