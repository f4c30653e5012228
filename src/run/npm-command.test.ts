import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { npmCommand } from "./npm-command.ts";

const script = "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js";

describe("npmCommand()", () => {
  it("is the program of that name, but on Windows", () => {
    for (const platform of ["linux", "darwin"] as const) {
      assert.deepEqual(npmCommand(platform, { npm_execpath: script }), { program: "npm", words: [] });
    }
  });

  it("is npm's own script on Windows, where npm has named it", () => {
    const expected = { program: process.execPath, words: [script] };
    assert.deepEqual(npmCommand("win32", { npm_execpath: script }), expected);
    assert.deepEqual(npmCommand("win32", { npm_execpath: "C:\\bun.exe" }), { program: "npm", words: [] });
    assert.deepEqual(npmCommand("win32", {}), { program: "npm", words: [] });
  });
});
