import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { makeFolder } from "./make-folder.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-make-folder-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (...names: string[]) => path.join(folder, ...names);

describe("makeFolder()", () => {
  it("makes those above it, with the same mode, and takes what is there", () => {
    for (let time = 0; time < 2; time++) makeFolder(at("one", "two", "three"), 0o700);
    assert.ok(statSync(at("one", "two", "three")).isDirectory());
    if (process.platform === "win32") return;
    for (const made of [at("one"), at("one", "two", "three")])
      assert.equal(statSync(made).mode & 0o777, 0o700);
  });

  it("says what is in its way", () => {
    writeFileSync(at("file"), "");
    assert.throws(() => makeFolder(at("file")), { code: "EEXIST" });
    assert.throws(() => makeFolder(at("file", "below", "it")), /(ENOTDIR|EEXIST).*file/);
  });

  it("comes to its end where the system makes no folder and does not say why", {
    skip: !existsSync("/proc/self") && "there is no /proc",
  }, () => {
    // In a process of its own: a call that never returns would hold this one.
    const script = `
      import { makeFolder } from ${JSON.stringify(import.meta.resolve("./make-folder.ts"))};
      try {
        makeFolder("/proc/ctxcost/tables");
      } catch (error) {
        console.log(error.code, error.path);
      }`;
    const words = ["--input-type=module", "--eval", script];
    const { stdout, signal } = spawnSync(process.execPath, words, { encoding: "utf8", timeout: 60_000 });
    assert.equal(signal, null, "it did not end");
    assert.equal(stdout, "ENOENT /proc/ctxcost\n");
  });
});
