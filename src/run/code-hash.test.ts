import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { codeSha256 } from "./code-hash.ts";
import { projectRoot } from "./project.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-code-"));
after(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};
write("bench/worker.ts", "one\ntwo\n");
write("runtimes/node.ts", "node\n");
write("src/core/pair.ts", "pair\n");
write("package.json", "{}\n");
write("package-lock.json", "{}\n");
const first = codeSha256(folder);

describe("codeSha256()", () => {
  it("is the same for the same code, whatever ends its lines", () => {
    write("bench/worker.ts", "one\r\ntwo\r\n");
    assert.equal(codeSha256(folder), first);
  });
  it("is another for a changed file, a new one, and one of another name", () => {
    const seen = new Set([first]);
    write("src/core/pair.ts", "pairs\n");
    seen.add(codeSha256(folder));
    write("runtimes/clients/tls.ts", "tls\n");
    seen.add(codeSha256(folder));
    rmSync(path.join(folder, "runtimes/clients/tls.ts"));
    write("runtimes/clients/tsl.ts", "tls\n");
    seen.add(codeSha256(folder));
    assert.equal(seen.size, 4);
  });
  it("does not change with a test", () => {
    const before = codeSha256(folder);
    write("src/core/pair.test.ts", "test\n");
    assert.equal(codeSha256(folder), before);
  });
  it("can be taken of this project", () => {
    assert.match(codeSha256(projectRoot), /^[0-9a-f]{64}$/);
  });
});
