import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { readExecutable } from "./executable-facts.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-executable-"));
after(() => rmSync(folder, { recursive: true }));

function write(content: Buffer): string {
  const file = path.join(folder, "executable");
  writeFileSync(file, content);
  return file;
}

describe("readExecutable()", () => {
  it("finds the versions in cargo's paths, also across two pieces", async () => {
    const piece = 4 * 1024 ** 2;
    const content = Buffer.alloc(2 * piece);
    content.write("/registry/src/index/rustls-0.23.40/src/conn.rs", piece - 25, "latin1");
    content.write("/x/aws-lc-rs-1.16.3/src/aead.rs", 100, "latin1");
    content.write("/x/tokio-rustls-0.26.0/src/lib.rs", 300, "latin1");
    assert.deepEqual(await readExecutable(write(content)), {
      sha256: createHash("sha256").update(content).digest("hex"),
      rustTls: "rustls 0.23.40, aws-lc-rs 1.16.3",
    });
  });
  it("says null where there is none", async () => {
    assert.equal((await readExecutable(write(Buffer.from("OpenSSL 3.5.8")))).rustTls, null);
  });
});
