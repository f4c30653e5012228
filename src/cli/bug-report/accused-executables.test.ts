import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { readExecutable } from "../../run/executable-facts.ts";
import { namedFileSource } from "../../run/find-builds.ts";
import { projectRoot } from "../../run/project.ts";
import { findRuntime, isMissing } from "../../run/runtime-binary.ts";
import { UsageError } from "../../run/unknown-word.ts";
import { accusedExecutables } from "./accused-executables.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-accused-"));
after(() => rmSync(folder, { recursive: true }));

function executable(name: string, text: string): { file: string; sha256: string } {
  const file = path.join(folder, name);
  writeFileSync(file, text, { mode: 0o755 });
  return { file, sha256: createHash("sha256").update(text).digest("hex") };
}

const [synthetic] = syntheticRun({ cases: [{ latencyNs: { fresh: 1 } }] }).header.runtimes;
/** Of node, as its published build calls itself: only where it is from tells them apart. */
const pinned = findRuntime("node", projectRoot);
assert.ok(!isMissing(pinned));
const version = pinned.source.split("@")[1]!;
const factsOf = (changes: Partial<RuntimeFacts>): RuntimeFacts => ({ ...synthetic!, version, ...changes });

describe("accusedExecutables() of a build that the run had by its path", () => {
  const earlier = executable("earlier", "#!/bin/sh\nexit 0\n");
  const later = executable("later", "#!/bin/sh\nexit 1\n");
  const both = [earlier, later].map(({ sha256 }, index) =>
    factsOf({ source: namedFileSource, binarySha256: sha256, build: `node@${version}+${index}` }),
  );

  it("takes the files that are named, in the order of the builds, and never the pinned one of the version", async () => {
    const files = [earlier.file, later.file];
    assert.deepEqual(await accusedExecutables(both, files), files);
  });

  it("says where they are for whoever starts them in another folder", async () => {
    const named = [earlier.file, later.file].map((file) => path.relative(process.cwd(), file));
    assert.deepEqual(await accusedExecutables(both, named), [earlier.file, later.file]);
  });

  it("asks for as many as there are, and says of which", async () => {
    const expected = new RegExp(
      `${earlier.sha256}\\) and then node.*${later.sha256}.*expected --executable PATH --executable PATH, got none`,
    );
    await assert.rejects(accusedExecutables(both, []), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, expected);
      return true;
    });
    await assert.rejects(accusedExecutables(both, [later.file]), /expected --executable .*, got .*later$/);
  });

  it("refuses another file than the one that was measured, and says both hashes", async () => {
    const expected = new RegExp(`its SHA-256 is ${later.sha256}, the results file's ${earlier.sha256}`);
    await assert.rejects(accusedExecutables(both, [later.file, earlier.file]), expected);
  });

  it("refuses what cannot be executed", async () => {
    for (const file of [path.join(folder, "none"), folder]) {
      await assert.rejects(accusedExecutables([both[0]!], [file]), /no file that can be executed/);
    }
  });

  it("takes whatever is from no registry for one: a stranger's file may call it as it likes", async () => {
    await assert.rejects(accusedExecutables([factsOf({ source: "my build" })], []), /expected --executable/);
  });
});

describe("accusedExecutables() of a published build", () => {
  it("is the pinned one, where that has the hash of what was measured", async () => {
    const { sha256 } = await readExecutable(pinned.path);
    const same = factsOf({ source: pinned.source, binarySha256: sha256 });
    assert.deepEqual(await accusedExecutables([same], []), [pinned.path]);
    const other = { ...same, binarySha256: "ab".repeat(32) };
    await assert.rejects(
      accusedExecutables([other], []),
      new RegExp(`is ${sha256}, the results file's abab`),
    );
  });

  it("compares no hash with another system's package", async () => {
    assert.deepEqual(await accusedExecutables([factsOf({ source: `npm:node-else@${version}` })], []), [
      pinned.path,
    ]);
  });

  it("takes no file in its place", async () => {
    copyFileSync(pinned.path, path.join(folder, "copy"));
    await assert.rejects(
      accusedExecutables([factsOf({ source: pinned.source })], [path.join(folder, "copy")]),
      /every build that is accused is a published one.*leave it out/,
    );
  });
});
