/** Files that are not what their names say, or not all of it. What lines are is in huge-file.test.ts and load-run.test.ts. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { boundedLines } from "./bounded-lines.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-lines-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const text = Array.from({ length: 1000 }, (_, line) => `{"line":${(line * 7919) % 1009}}\n`).join("");
const zipped = gzipSync(text);
const damaged = Buffer.from(zipped);
damaged.fill(0x55, 100, 140);

async function reading(name: string, content: string | Buffer): Promise<number> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return (await Array.fromAsync(boundedLines(file))).length;
}

describe("boundedLines()", () => {
  it("reads plain and compressed lines", async () => {
    assert.deepEqual([await reading("a.jsonl", text), await reading("a.jsonl.gz", zipped)], [1000, 1000]);
  });

  for (const [what, name, content, reason] of [
    [
      "a gzip that is cut",
      "cut.jsonl.gz",
      zipped.subarray(0, 900),
      /end too early; it was cut off: copy it again, whole$/,
    ],
    ["a damaged gzip", "damaged.jsonl.gz", damaged, /its compressed data are damaged: copy it again$/],
    [
      "no gzip",
      "none.jsonl.gz",
      text,
      /it is no gzip, .* copy it again, or name it \.jsonl where it is plain text$/,
    ],
    [
      "a gzip with what begins as another and is none",
      "behind.jsonl.gz",
      Buffer.concat([zipped, Buffer.from([0x1f, 0x8b, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7])]),
      /: (it is no gzip, or has something else behind it|its compressed data are damaged)/,
    ],
    ["a gzip of another name", "zipped.jsonl", zipped, /it is a gzip: name it \.jsonl\.gz$/],
    [
      "UTF-16",
      "wide.jsonl",
      Buffer.from(`\uFEFF${text}`, "utf16le"),
      /it is UTF-16; expected UTF-8: write it anew as that$/,
    ],
  ] as const) {
    it(`says of ${what} what it is, and what to do`, async () => {
      await assert.rejects(reading(name, content), (error: Error) => {
        assert.ok(
          error.message.startsWith(`read the results file ${path.join(folder, name)}: `),
          error.message,
        );
        assert.match(error.message, reason);
        return true;
      });
    });
  }
});
