/** A self-test that is interrupted, and one that is asked for in words that there are not. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { copyWithSmallSelftest } from "./small-selftest.ts";

const { project, folderOf } = await copyWithSmallSelftest();
after(() => project.remove());

describe("ctxcost selftest that is interrupted", () => {
  it("keeps the runs that are whole, says how to make their page, and exits with 130", async (context) => {
    if (process.platform === "win32") return context.skip("Windows has no such signals");
    const words = ["src/cli/launch.js", "selftest", "--runtime", "bun", "--seed", "13"];
    const child = spawn(process.execPath, words, {
      cwd: project.folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (bytes: Buffer) => {
      stderr += bytes.toString();
    });
    // Nothing of the second run is whole while its first observations come.
    while (!/run 2 of 3[\s\S]*measuring: [1-9]/.test(stderr))
      await sleep(20, undefined, { signal: context.signal });
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number];
    assert.equal(code, 130);
    const folder = folderOf(13);
    assert.ok(stderr.includes(`interrupted by SIGINT; 1 of 3 runs are whole, in ${folder}\n`), stderr);
    assert.ok(stderr.includes(`their page: npm run -s ctxcost -- selftest --from ${folder}\n`), stderr);
    assert.deepEqual(readdirSync(path.join(project.folder, folder)), ["01-a-a.jsonl", "02-drift.jsonl"]);
    const again = project.ctxcost("selftest", "--from", folder);
    assert.equal(again.status, 0, again.stderr);
    assert.match(again.stderr, /left out: .*02-drift\.jsonl: the run did not come to its end/);
    assert.match(again.stdout, /01-a-a\.jsonl/);
    assert.doesNotMatch(again.stdout, /under a load|02-drift/);
  });
});

describe("ctxcost selftest with wrong words", () => {
  const wrong: [string[], RegExp][] = [
    [["--runtime", "nod"], /--runtime nod: unknown\. Did you mean node\?/],
    [["--runtime", "node@22"], /--runtime node@22: unknown\. Did you mean node\?/],
    [["--seed", "-1"], /--seed -1: expected a whole number from 0/],
    [["--seed", "1.5"], /--seed 1\.5: expected a whole number from 0/],
    [["--seed", "1e3"], /--seed 1e3: expected/],
    [["--seed", "4294967296"], /--seed 4294967296: expected a whole number from 0 to 4294967295/],
    [["--from", "x.jsonl", "--thorough"], /--from measures nothing: leave out --thorough/],
    [["--from"], /argument missing/],
  ];
  for (const [words, expected] of wrong) {
    it(words.join(" "), () => {
      const { status, stderr } = project.ctxcost("selftest", ...words);
      assert.match(stderr, expected);
      assert.equal(status, 2);
    });
  }

  it("is explained by --help", () => {
    const { status, stdout } = project.ctxcost("selftest", "--help");
    assert.equal(status, 0);
    assert.match(stdout, /--thorough[\s\S]*--from/);
  });
});
