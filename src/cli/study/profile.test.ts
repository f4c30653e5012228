/** The study of profiles from the command line to the page, on the real runtimes, with a tiny budget. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { ProfileFile } from "../../core/profile/profile-records.ts";
import { profileResults } from "../../core/profile/profile-results.ts";
import { profileSchemas } from "../../run/profile/profile-schema.ts";
import { cacheFolder, localFolder, projectRoot } from "../../run/project.ts";
import { findRuntime, isMissing } from "../../run/runtime-binary.ts";
import { loadStudy } from "../../run/study/load-study.ts";

const folder = mkdtempSync(path.join(cacheFolder, "profile-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const raw = path.join(folder, "profile.jsonl");

function profile(...words: string[]) {
  const launcher = path.join(projectRoot, "src/cli/launch.js");
  return spawnSync(process.execPath, [launcher, "profile", ...words], { cwd: projectRoot, encoding: "utf8" });
}

describe("ctxcost profile", () => {
  let file: ProfileFile;
  let printed = "";
  before(async () => {
    const words = ["--quick", "--seed", "3", "--client", "node:https", "--out", raw];
    const { status, stdout, stderr } = profile(...words);
    assert.equal(status, 0, stderr);
    printed = stdout;
    ({ study: file } = await loadStudy(raw, "profile", profileSchemas));
  });

  it("has a profile and a plain process of every arm on every runtime", () => {
    const cases = ["bun", "deno", "node"].map((runtime) => `${runtime}/node:https/bundle/request`);
    expectEveryArm(file, cases);
  });

  it("sees every runtime's work under the frames that are named for it", () => {
    const [node, bun, deno] = ["node", "bun", "deno"].map((runtime) => {
      const { before, after } = profileResults(file).find(({ of }) => of.of.runtime === runtime)!;
      return { before: before.representative!, after: after.representative! };
    });
    // What is known of them by other means, docs/findings.md; far from the shares that a full study finds.
    const shares = JSON.stringify({ node, bun, deno }, (key, value) =>
      key === "profile" ? undefined : value,
    );
    assert.ok(node!.before.share > 0.4 && node!.after.share < 0.05, shares);
    assert.ok(bun!.before.share > 0.01 && bun!.after.share < 0.02, shares);
    assert.ok(deno!.before.share > 0.02 && deno!.after.share > 0.02, shares);
    assert.ok(deno!.before.certificatesShare > 0.3 && deno!.after.certificatesShare > 0.3, shares);
  });

  it("stores nothing of this machine's folders", () => expectNoFolders(raw));

  it("writes profiles that speedscope and the developer tools take: a tree, and samples in it", () => {
    expectProfiles(/^node-https-.*\.cpuprofile$/, 6);
  });

  it("prints the page, with a picture of each runtime before and after", () => {
    assert.equal([...printed.matchAll(/!\[[^\]]+\]\(profiles\/[^)]+\.svg\)/g)].length, 6);
  });

  it("makes the same page again from the raw file", () => {
    const { status, stdout } = profile("--from", raw);
    assert.equal(status, 0);
    assert.equal(stdout, printed);
  });
});

const python = findRuntime("python", projectRoot);

describe("ctxcost profile --runtime python", {
  skip: isMissing(python) && `python is ${python.reason}`,
}, () => {
  const own = path.join(folder, "python.jsonl");

  it("has a profile in which loading the CAs is most of it, and then is gone", async () => {
    const { status, stdout, stderr } = profile("--quick", "--runtime", "python", "--quiet", "--out", own);
    assert.equal(status, 0, stderr);
    const { study } = await loadStudy(own, "profile", profileSchemas);
    expectEveryArm(study, ["python/httpx.Client/default/create", "python/httpx.Client/default/request"]);
    for (const { of, before, after } of profileResults(study)) {
      // Of the cheap construction there are too few samples for a share.
      const shares = JSON.stringify([of.id, before.share, after.representative?.share]);
      assert.ok(before.share!.value > 0.6 && after.representative!.share < 0.1, shares);
      const native = before.stacks.filter(
        ({ frames }) => frames.at(-1)?.functionName === "load_verify_locations",
      );
      const samples = native.reduce((sum, one) => sum + one.samples, 0);
      assert.ok(samples > 0.9 * before.samples.context, `${samples} of ${before.samples.context}`);
    }
    assert.match(stdout, /!\[[^\]]+\]\(profiles\/httpx-client-python-default-fresh\.svg\)/);
    assert.match(stdout, /its worker samples itself by a timer's signal/);
  });

  it("stores nothing of this machine's folders", () => expectNoFolders(own));

  it("writes profiles of the same format", () =>
    expectProfiles(/^httpx-client-python-.*fresh\.cpuprofile$/, 1));
});

function expectEveryArm(file: ProfileFile, cases: readonly string[]): void {
  const ids = file.readings.map(({ id, status }) => `${id} ${status}`).sort();
  const expected = cases.flatMap((id) =>
    ["fresh", "shared"].flatMap((context) =>
      ["plain", "sampled"].map((mode) => `${id}/${context}/${mode} valid`),
    ),
  );
  assert.deepEqual(ids, expected);
}

function expectNoFolders(file: string): void {
  const text = readFileSync(file, "utf8");
  assert.ok(!text.includes(projectRoot));
  assert.doesNotMatch(text, /file:\/\//);
  assert.doesNotMatch(text, /"url":"\//);
}

function expectProfiles(pattern: RegExp, atLeast: number): void {
  const written = path.join(localFolder, "profiles");
  const names = readdirSync(written).filter((name) => pattern.test(name));
  assert.equal(names.length >= atLeast, true, String(names));
  for (const name of names) expectProfile(readFileSync(path.join(written, name), "utf8"));
}

function expectProfile(text: string): void {
  assert.ok(text.length < 1024 ** 2, `${text.length} bytes`);
  const { nodes, samples, timeDeltas, startTime, endTime } = JSON.parse(text) as {
    nodes: { id: number; callFrame: Record<string, unknown>; hitCount: number; children: number[] }[];
    samples: number[];
    timeDeltas: number[];
    startTime: number;
    endTime: number;
  };
  const ids = new Set(nodes.map(({ id }) => id));
  assert.equal(ids.size, nodes.length);
  const children = nodes.flatMap((node) => node.children);
  // A tree: every node but the root is the child of exactly one.
  assert.deepEqual(
    [...children].sort((a, b) => a - b),
    [...ids].filter((id) => id !== nodes[0]!.id).sort((a, b) => a - b),
  );
  assert.equal(nodes[0]!.callFrame.functionName, "(root)");
  assert.ok(samples.length > 20 && samples.every((id) => ids.has(id)));
  assert.equal(timeDeltas.length, samples.length);
  assert.equal(
    nodes.reduce((sum, { hitCount }) => sum + hitCount, 0),
    samples.length,
  );
  assert.ok(timeDeltas.reduce((sum, delta) => sum + delta, 0) <= endTime - startTime + 1);
}

describe("ctxcost profile, asked for what there is not", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["one context", ["--context", "fresh"], /--context fresh: expected two/],
    [
      "a client of the reference",
      ["--runtime", "node", "--client", "httpx.Client"],
      isMissing(python)
        ? /a client of python, the reference, which is not/
        : /not a client of node; python has it/,
    ],
    [
      "a client of another runtime",
      ["--runtime", "node", "--client", "fetch"],
      /not a client of node; bun and deno have it/,
    ],
    ["an unknown client", ["--client", "undicy"], /--client undicy: unknown\. Did you mean undici\?/],
    [
      "a part to publish",
      ["--client", "undici", "--publish"],
      /--publish with options that leave something out/,
    ],
    [
      "a context that no client has",
      ["--runtime", "bun", "--client", "fetch", "--context", "fresh,shared"],
      /nothing is left of what was asked for: bun\/fetch\/bundle\/request: shared: fetch takes no context object/,
    ],
  ];
  for (const [what, words, message] of cases) {
    it(`says so of ${what}, and exits with 2`, () => {
      const { status, stderr } = profile(...words);
      assert.match(stderr, message);
      assert.equal(status, 2);
    });
  }
});
