import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { describeRuntimes, pinnedBuilds, referenceBuilds } from "./describe-runtimes.ts";
import { projectRoot } from "./project.ts";
import { binaryAt, findRuntime, isMissing, type RuntimeBinary } from "./runtime-binary.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-named-"));
after(() => rmSync(folder, { recursive: true }));

const found = findRuntime("bun", projectRoot);
assert.ok(!isMissing(found));
const bun: RuntimeBinary = found;
const version = bun.source.split("@").at(-1)!;
const broken: RuntimeBinary = binaryAt("bun", path.join(folder, "nothing"), "a file that the user named");

async function namesOf(...binaries: RuntimeBinary[]) {
  const { facts, binaries: byName } = await describeRuntimes(binaries.map((one) => ({ found: one })));
  assert.deepEqual(
    [...byName.keys()],
    facts.map(({ build, runtime }) => build ?? runtime),
  );
  return facts.map(({ build }) => build);
}

describe("describeRuntimes()", () => {
  it("gives a runtime's only build no name", async () => {
    assert.deepEqual(await namesOf(bun), [undefined]);
  });

  it("tells the same executable twice from itself by a number", async () => {
    assert.deepEqual(await namesOf(bun, bun, bun), [
      `bun@${version}`,
      `bun@${version}#2`,
      `bun@${version}#3`,
    ]);
  });

  it("names a file by what is in it, and nowhere by where it lies", async (context) => {
    if (process.platform === "win32") return context.skip("links need a privilege there");
    const file = path.join(folder, "secret-build");
    symlinkSync(bun.path, file);
    const wanted = [bun, binaryAt("bun", file, "a file that the user named")];
    const described = await describeRuntimes(wanted.map((one) => ({ found: one })));
    const [base, head] = described.facts;
    assert.equal(base!.build, `bun@${version}`);
    assert.equal(head!.build, `bun@${version}+${head!.binarySha256.slice(0, 8)}`);
    assert.equal(head!.binarySha256, base!.binarySha256, "the link's file is read, not the link");
    assert.equal(described.binaries.get(head!.build!)!.path, file);
    const stored = JSON.stringify([described.facts, described.missing]);
    assert.ok(!stored.includes("secret-build") && !stored.includes(folder), stored);
  });

  it("takes the names and the slow-down that were asked for", async () => {
    const { facts } = await describeRuntimes([
      { found: bun, name: "bun" },
      { found: bun, name: "bun+2%", slowDown: 0.02 },
    ]);
    assert.deepEqual(
      facts.map(({ build, slowDown }) => [build, slowDown]),
      [
        ["bun", undefined],
        ["bun+2%", 0.02],
      ],
    );
  });
});

describe("describeRuntimes() that is interrupted", () => {
  it("does not wait for a runtime that hangs", async () => {
    const hanging = { ...bun, flags: ["-e", "setInterval(() => {}, 1000)", "--"] };
    const { missing } = await describeRuntimes([{ found: hanging }], AbortSignal.timeout(300));
    assert.match(missing[0]!.reason, /does not run: interrupted/);
  });
});

describe("describeRuntimes() with a build that does not run", () => {
  it("goes on with the others, which keep their names", async () => {
    const { facts, missing } = await describeRuntimes([bun, broken, bun].map((one) => ({ found: one })));
    assert.deepEqual(
      facts.map(({ build }) => build),
      [`bun@${version}`, `bun@${version}#2`],
    );
    assert.match(missing[0]!.reason, /does not run: could not be started: spawn …\/nothing ENOENT/);
  });

  it("does not begin where only one is left of several", async () => {
    await assert.rejects(
      describeRuntimes([{ found: bun }, { found: broken }]),
      /compare builds of bun: only bun@\S+ runs, expected two or more: a file that the user named does not run/,
    );
  });

  it("goes on with another runtime's builds where none of several is left", async () => {
    const nodes = [1, 2].flatMap(() => pinnedBuilds(projectRoot, ["node"]));
    const { facts, missing } = await describeRuntimes([{ found: broken }, { found: broken }, ...nodes]);
    assert.deepEqual(
      facts.map(({ runtime }) => runtime),
      ["node", "node"],
    );
    assert.equal(missing.length, 2);
  });

  it("does not begin where none is left of several and nothing else is compared", async () => {
    const builds = [{ found: broken }, { found: broken }, ...pinnedBuilds(projectRoot, ["node"])];
    await assert.rejects(
      describeRuntimes(builds),
      /compare builds of bun: none runs, expected two or more: /,
    );
  });

  it("does not take a program that answers rubbish for a runtime", async (context) => {
    if (process.platform === "win32") return context.skip("a shell script");
    const file = path.join(folder, "rubbish");
    writeFileSync(file, "#!/bin/sh\necho hello\n");
    chmodSync(file, 0o755);
    const { missing } = await describeRuntimes([
      { found: binaryAt("bun", file, "a file that the user named") },
    ]);
    assert.match(missing[0]!.reason, /does not run: its answer is not what the protocol says/);
  });
});

describe("referenceBuilds()", () => {
  it("lets a run do without what is not installed, and does not call that a failure", async () => {
    const wanted = [{ found: bun }, ...referenceBuilds(folder)];
    const { facts, missing, failed } = await describeRuntimes(wanted);
    assert.deepEqual(
      facts.map(({ runtime }) => runtime),
      ["bun"],
    );
    assert.deepEqual(
      missing.map(({ runtime }) => runtime),
      ["python"],
    );
    assert.equal(failed.length, 0);
  });
  it("is not what somebody gets who asked for it by name", async () => {
    const { failed } = await describeRuntimes([{ found: bun }, ...pinnedBuilds(folder, ["python"])]);
    assert.equal(failed.length, 1);
  });
  it("fails where it is installed and does not run", async () => {
    const { failed, missing } = await describeRuntimes([
      { found: bun },
      { found: { ...broken, runtime: "python" } },
    ]);
    assert.equal(failed.length, 1);
    assert.match(missing[0]!.reason, /does not run/);
  });
});
