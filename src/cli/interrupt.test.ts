import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { loadRun } from "../run/load-run.ts";
import { projectRoot } from "../run/project.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-interrupt-"));
after(() => rm(folder, { recursive: true, force: true }));

/** Resolves when the file has this many observations. */
async function untilObserved(file: string, count: number): Promise<void> {
  for (;;) {
    const text = await readFile(file, "utf8").catch(() => "");
    if ((text.match(/"kind":"observation"/g) ?? []).length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  test(`ctxcost run ended by ${signal} keeps what it has, and exits with ${code}`, async (context) => {
    if (process.platform === "win32") return context.skip("Windows has no such signals");
    const file = path.join(folder, `${signal}.jsonl`);
    const words = ["--runtime", "node", "--client", "node:tls", "--trust", "private-ca", "--rounds", "200"];
    const child = spawn(process.execPath, ["src/cli/launch.js", "run", ...words, "--out", file], {
      cwd: projectRoot,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (bytes: Buffer) => {
      stderr += bytes.toString();
    });
    await untilObserved(file, 5);
    child.kill(signal);
    const [exitCode] = (await once(child, "close")) as [number];
    assert.equal(exitCode, code);
    assert.match(stderr, new RegExp(`interrupted by ${signal}; \\d+ observations are in `));
    const { run, warnings } = await loadRun(file);
    assert.ok(run.observations.length >= 5);
    assert.ok(run.observations.every(({ status }) => status === "valid"));
    assert.match(warnings.join(), /did not come to its end/);
  });
}
