/** `ctxcost bisect` and `versions` from the command line, on two real builds, of which the older one is fetched where it is not in the cache; and wrong usage. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { loadRun } from "../run/load-run.ts";
import { registryFailed } from "../run/npm-package.ts";
import { projectRoot } from "../run/project.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-bisect-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const launcher = path.join(projectRoot, "src/cli/launch.js");
const ctxcost = (...words: string[]) =>
  spawnSync(process.execPath, [launcher, ...words], { encoding: "utf8", cwd: folder });
const ends = ["bisect", "--runtime", "node", "--good", "22.23.3", "--bad", "26.10.0"];

describe("ctxcost bisect", () => {
  it("measures the ends, keeps the rounds, and shows the same page from them", async (context) => {
    const out = path.join(folder, "search");
    const words = [
      "--client",
      "node:tls",
      "--trust",
      "default",
      "--scenario",
      "create",
      "--threshold",
      "900%",
    ];
    const first = ctxcost(...ends, "--versions", "22.23.3", ...words, "--out", out, "--quiet");
    if (registryFailed.test(first.stderr)) return context.skip("npm's registry cannot be reached");
    assert.equal(first.status, 1, first.stderr);
    assert.match(first.stdout, /differ by less than 900 %: there is nothing to find/);
    const { run } = await loadRun(path.join(out, "1-1.jsonl.gz"));
    assert.deepEqual(
      run.header.runtimes.map(({ build, version }) => [build, version]),
      ["22.23.3", "26.10.0"].map((version) => [`node@${version}`, version]),
    );
    assert.equal(ctxcost("bisect", "--from", out).stdout, first.stdout);
    assert.match(
      ctxcost(...ends, "--versions", "22.23.3", ...words, "--out", out).stderr,
      /holds a search already/,
    );
  });

  const wrong: [string[], RegExp][] = [
    [
      ["bisect", "--runtime", "node", "--client", "x", "--trust", "bundle"],
      /--good : expected a whole version/,
    ],
    [[...ends, "--trust", "bundle"], /--client : expected one/],
    [
      [...ends, "--versions", "22.23.3", "--trust", "bundle", "--client", "node:tsl"],
      /^ctxcost: --client node:tsl: unknown\. Did you mean node:tls\?/,
    ],
    [["versions", "--runtime", "node", "--versions", "22"], /expected two or more, to compare/],
    [["versions", "--versions", "22,24"], /--versions without one --runtime/],
  ];
  for (const [words, expected] of wrong) {
    it(`refuses ${words.join(" ")}`, () => {
      const { status, stderr } = ctxcost(...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, expected);
      assert.doesNotMatch(stderr, /fetching/);
    });
  }
});
