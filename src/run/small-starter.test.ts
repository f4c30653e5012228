import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { projectRoot } from "./project.ts";
import { findRuntime, isMissing } from "./runtime-binary.ts";
import { smallStarter } from "./small-starter.ts";
import { baseEnvironment } from "./worker-environment.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-starter-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "max-rss.ts");
writeFileSync(file, "console.log(process.resourceUsage().maxRSS * 1024);\n");

const starter = smallStarter("deno", "linux");

function run(words: readonly string[]) {
  const [program, ...rest] = words;
  return spawnSync(program!, rest, { encoding: "utf8", env: baseEnvironment("deno") });
}

describe("smallStarter()", {
  skip: process.platform !== "linux" && "only Linux remembers the starter",
}, () => {
  it("makes a worker's peak memory its own, where a large process starts it", () => {
    const deno = findRuntime("deno", projectRoot);
    assert.ok(!isMissing(deno));
    const ballast = Buffer.alloc(400 * 1024 ** 2, 1);
    const words = [deno.path, "run", "--no-prompt", file];
    const own = Number(run([...starter, ...words]).stdout);
    assert.ok(own > 10 * 1024 ** 2 && own < ballast.length / 2, `${own} bytes`);
    // Why this module is there; where it no longer holds, it can go.
    const withStarter = Number(run(words).stdout);
    assert.ok(withStarter >= ballast.length, `${withStarter} bytes`);
  });

  it("hands standard input through, and ends as the worker did", () => {
    const [program, ...words] = [...starter, "/bin/sh", "-c", "cat; exit 7"];
    const { stdout, status } = spawnSync(program!, words, { encoding: "utf8", input: "a job\n" });
    assert.deepEqual([stdout, status], ["a job\n", 7]);
    assert.equal(run([...starter, "/bin/sh", "-c", "kill -KILL $$"]).signal, "SIGKILL");
  });

  it("is for Deno on Linux, and for nobody else", () => {
    assert.deepEqual(smallStarter("node", "linux"), []);
    assert.deepEqual(smallStarter("deno", "darwin"), []);
    assert.deepEqual(smallStarter("deno", "win32"), []);
  });
});
