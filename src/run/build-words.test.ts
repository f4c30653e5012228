import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type BuildWord, parseBuildWord, versionHelp } from "./build-words.ts";
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
  "node@20 - 22",
  "node@20-22",
  "node@22.1-rc.1",
  "node@nightly",
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
          /expected a version after the @, e\.g\. node@22\.23\.3, or a range/.test(error.message),
      );
    });
  }

  it("says which ranges there are, and how a nightly is named, in the versions of the runtime", () => {
    const message = (word: string) => {
      try {
        parseBuildWord(word);
      } catch (error) {
        return (error as Error).message;
      }
      return assert.fail(word);
    };
    assert.match(
      message("node@>=20"),
      /node@22 \(or 22\.x, the newest 22\), node@\^22\.1 \(.*\), node@~22\.1 \(/,
    );
    assert.match(message("node@nightly"), /a nightly is named by its path: node=\/path\/to\/node$/);
    assert.match(
      message("deno@canary"),
      /e\.g\. deno@2\..* a nightly is named by its path: deno=\/path\/to\/deno$/,
    );
    assert.match(
      message("bun@canary"),
      /bun@1\.4\.2-canary\.20260928\.1, or by its path: bun=\/path\/to\/bun$/,
    );
    for (const runtime of ["bun", "deno"]) assert.doesNotMatch(message(`${runtime}@*`), /22/);
  });

  it("takes each word that it names as an example", () => {
    for (const runtime of ["node", "bun", "deno"] as const) {
      const words = versionHelp(runtime, `${runtime}@`).match(/\w+@[\w.^~-]+/g)!;
      assert.ok(words.length >= 4);
      for (const word of words) assert.equal(parseBuildWord(word).kind, "version", word);
    }
  });

  it("wants a path after the =", () => {
    assert.throws(
      () => parseBuildWord("node="),
      /--runtime node=: expected the path of an executable after the =/,
    );
  });
});
