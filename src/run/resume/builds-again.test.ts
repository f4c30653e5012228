import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { parseBuildWord } from "../build-words.ts";
import { namedFileSource } from "../find-builds.ts";
import { projectRoot } from "../project.ts";
import { findRuntime, isMissing } from "../runtime-binary.ts";
import { buildsAgain, wordAgain } from "./builds-again.ts";

const { header } = syntheticRun({ cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }] });
const [facts] = header.runtimes;
const node = findRuntime("node", projectRoot);
assert.ok(!isMissing(node));
const again = (sources: readonly string[], ...words: string[]) =>
  buildsAgain(
    { ...header, runtimes: sources.map((source) => ({ ...facts!, source })) },
    words.map(parseBuildWord),
    () => {},
  );

describe("buildsAgain()", () => {
  it("finds the project's own, and those that are named by path once more, in the order of the run", async () => {
    const found = await again([node.source, namedFileSource], `node=${process.execPath}`);
    assert.deepEqual(
      found.map(({ found: one }) => (isMissing(one) ? one.reason : one.path)),
      [node.path, process.execPath],
    );
  });

  it("refuses builds that the run has already, and asks for those that no file names", async () => {
    await assert.rejects(again([node.source], "node@22"), /leave --runtime out/);
    await assert.rejects(again([namedFileSource]), /expected --runtime node=\/path\/to\/node, .* got none/);
    await assert.rejects(again([namedFileSource], "bun=/bin/bun"), /got bun/);
  });
});

describe("wordAgain()", () => {
  it("is the pinned one, or the version that ran", () => {
    assert.deepEqual(wordAgain({ ...facts!, source: node.source }), { kind: "pinned", runtime: "node" });
    const old = { ...facts!, source: node.source.replace(/@[^@]+$/, "@22.18.0") };
    assert.deepEqual(wordAgain(old), { kind: "version", runtime: "node", version: "22.18.0" });
  });

  it("refuses what a stranger's file could have fetched and started", async () => {
    const name = node.source.slice("npm:".length).replace(/@[^@]+$/, "");
    for (const source of [
      `npm:${name}@1.2.3-x/../../../evil`,
      `npm:${name}@1.2.3-/../../../../folder`,
      `npm:${name}@http://127.0.0.1:1/evil.tgz`,
      `npm:${name}@22`,
      `npm:${name}@latest`,
      `npm:${name}@npm:evil@1.0.0`,
      `npm:${name}@`,
      "npm:evil-package@1.0.0",
      `npm:evil@${name}@1.0.0`,
      "file:/evil",
    ]) {
      assert.throws(() => wordAgain({ ...facts!, source }), /expected a version of npm:/, source);
      await assert.rejects(again([source]), /expected a version of npm:/, source);
    }
  });
});
