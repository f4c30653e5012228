import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../project.ts";
import { storableFrame } from "./storable-frame.ts";

const inProject = path.join(projectRoot, "bench", "measure.ts");
const storable = (functionName: string, url: string) => {
  const shown = storableFrame({ functionName, scriptId: "7", url, lineNumber: 3, columnNumber: 4 });
  return [shown.functionName, shown.url];
};

describe("storableFrame()", () => {
  it("names a file of the project from its root", () => {
    assert.deepEqual(storable("drive", pathToFileURL(inProject).href), ["drive", "bench/measure.ts"]);
    assert.deepEqual(storable("drive", inProject), ["drive", "bench/measure.ts"]);
  });
  it("names a file elsewhere by its name alone", () => {
    assert.deepEqual(storable("f", "file:///home/somebody/app/index.js"), ["f", "…/index.js"]);
    assert.deepEqual(storable("f", "/home/somebody/app/index.js"), ["f", "…/index.js"]);
  });
  it("does the same inside the name of a function, where perf has it", () => {
    assert.deepEqual(storable(`JS:~drive ${pathToFileURL(inProject).href}:10:5`, "perf-12.map"), [
      "JS:~drive bench/measure.ts:10:5",
      "perf-12.map",
    ]);
    assert.deepEqual(storable("JS:*f /home/somebody/index.js:1:2", ""), ["JS:*f …/index.js:1:2", ""]);
  });
  it("leaves what is no path of the machine", () => {
    for (const url of [
      "node:internal/tls/common",
      "ext:deno_node/_tls_wrap.js",
      "internal:tls",
      "[native code]",
      "",
    ]) {
      assert.deepEqual(storable("operator/", url), ["operator/", url]);
    }
  });
});
