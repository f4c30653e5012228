import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type BuildWord, parseBuildWord } from "./build-words.ts";
import { UsageError } from "./unknown-word.ts";

const good: [string, BuildWord][] = [
  ["node", { kind: "pinned", runtime: "node" }],
  ["node@22", { kind: "version", runtime: "node", version: "22" }],
  ["bun@1.3", { kind: "version", runtime: "bun", version: "1.3" }],
  ["node@22.23.3", { kind: "version", runtime: "node", version: "22.23.3" }],
  ["node@22.x", { kind: "version", runtime: "node", version: "22.x" }],
  ["deno@^2.1", { kind: "version", runtime: "deno", version: "^2.1" }],
  ["deno@~2.1.4", { kind: "version", runtime: "deno", version: "~2.1.4" }],
  ["bun@1.4.0-canary.2", { kind: "version", runtime: "bun", version: "1.4.0-canary.2" }],
  ["node=/opt/node/bin/node", { kind: "path", runtime: "node", path: "/opt/node/bin/node" }],
  ["node=out/Release/node", { kind: "path", runtime: "node", path: "out/Release/node" }],
  ["python", { kind: "pinned", runtime: "python" }],
  ["python=/venv/bin/python", { kind: "path", runtime: "python", path: "/venv/bin/python" }],
  // What follows the first mark is the path's own.
  ["bun=/builds/bun@main/a=b", { kind: "path", runtime: "bun", path: "/builds/bun@main/a=b" }],
  ["bun=with\nline", { kind: "path", runtime: "bun", path: "with\nline" }],
];

const unknown: [string, RegExp][] = [
  ["nod", /^--runtime nod: unknown\. Did you mean node\? Expected one of node, bun, deno, python$/],
  ["nod@22", /Did you mean node\?/],
  ["Bun=/x", /Did you mean bun\?/],
  ["quickjs", /^--runtime quickjs: unknown\. Expected one of node, bun, deno, python$/],
  ["", /--runtime : unknown/],
  ["@22", /unknown/],
  ["/usr/bin/node", /unknown/],
  ["node\n@22", /unknown/],
];

const versions = [
  "node@",
  "node@latest",
  "node@lts",
  "node@v22",
  "node@22.",
  "node@*",
  "node@>=22",
  "node@22 || 24",
  "node@../../x",
  "node@22/../../x",
  "node@file:../evil",
  "node@npm:evil@1",
  "node@https://example.com/evil.tgz",
  "node@git+ssh://example.com/evil",
  "node@someone/evil",
  "node@22@23",
  "node@22 --registry=x",
  "node@--ignore-scripts=false",
  "node@22\n--registry=x",
  "node@22\n",
  "node@1.2.3-../x",
  "node@22;touch x",
];

describe("parseBuildWord()", () => {
  for (const [word, expected] of good) {
    it(`takes ${JSON.stringify(word)}`, () => assert.deepEqual(parseBuildWord(word), expected));
  }

  for (const [word, expected] of unknown) {
    it(`knows no runtime in ${JSON.stringify(word)}`, () => {
      assert.throws(
        () => parseBuildWord(word),
        (error) => error instanceof UsageError && expected.test(error.message),
      );
    });
  }

  for (const word of versions) {
    it(`takes no version but a number: ${JSON.stringify(word)}`, () => {
      assert.throws(
        () => parseBuildWord(word),
        (error) =>
          error instanceof UsageError &&
          /expected a version after the @, e\.g\. node@22 or/.test(error.message),
      );
    });
  }

  it("wants a path after the =", () => {
    assert.throws(
      () => parseBuildWord("node="),
      /--runtime node=: expected the path of an executable after the =/,
    );
  });
});
