import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { rootWith } from "../machine/system-root.ts";
import { projectRoot } from "../project.ts";
import { findPython, httpxPin } from "./python-environment.ts";

const pins = "httpx==0.28.1 --hash=sha256:aa\nidna==3.20 --hash=sha256:bb\n";
const installed = ".cache/python/ctxcost-requirements.txt";
const executable = ".cache/python/bin/python";

async function foundIn(context: TestContext, files: Record<string, string>, platform = "linux-x64") {
  const root = await rootWith(context, { "runtimes/httpx-requirements.txt": pins, ...files });
  const found = findPython(root, platform);
  return "reason" in found ? found.reason : found;
}

describe("findPython()", () => {
  it("finds the environment that was made of the pins", async (context) => {
    const found = await foundIn(context, { [installed]: pins, [executable]: "" });
    assert.ok(typeof found === "object");
    assert.equal(found.source, "pip:httpx@0.28.1");
    assert.ok(found.file.endsWith(path.normalize(executable)));
  });
  it("says how to get one that is not there, or not whole", async (context) => {
    const reason = "not installed: run `make reference`, which brings httpx==0.28.1";
    assert.equal(await foundIn(context, {}), reason);
    assert.equal(await foundIn(context, { [executable]: "" }), reason);
    assert.equal(await foundIn(context, { [installed]: pins }), reason);
  });
  it("refuses one of other pins, also where only a dependency's is another", async (context) => {
    const other = pins.replace("idna==3.20", "idna==3.19");
    const found = await foundIn(context, { [installed]: other, [executable]: "" });
    assert.match(String(found), /or other packages than the project pins: run `make reference`/);
  });
  it("is not for Windows", async (context) => {
    assert.match(String(await foundIn(context, {}, "win32-x64")), /not for Windows/);
  });
});

describe("the pinned requirements", () => {
  it("have a version and one hash for every package", async () => {
    const text = await readFile(path.join(projectRoot, "runtimes/httpx-requirements.txt"), "utf8");
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    assert.ok(lines.length > 5);
    for (const line of lines) assert.match(line, /^[\w.-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}( ; |$)/);
    assert.equal(httpxPin(text), "httpx==0.28.1");
  });
});
