import assert from "node:assert/strict";
import os from "node:os";
import process from "node:process";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess } from "../lock/running-process.ts";
import { runRepro, scrubbed } from "./run-repro.ts";

const run = (text: string, timeoutMs = 20_000) =>
  runRepro({ executable: process.execPath, words: [], rest: [], name: "repro.mjs", text, timeoutMs });

describe("runRepro()", () => {
  it("runs it in an empty folder, without the caller's variables", async () => {
    process.env.CTXCOST_SECRET = "x";
    const { exitCode, output } = await run(
      `import { readdirSync } from "node:fs"; console.log(readdirSync(".").join(), process.env.CTXCOST_SECRET); process.exit(1)`,
    );
    delete process.env.CTXCOST_SECRET;
    assert.deepEqual([exitCode, output], [1, "repro.mjs undefined"]);
  });
  it("ends one that does not end, and what it started", { timeout: 20_000 }, async () => {
    const child = `spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })`;
    const text = `import { spawn } from "node:child_process"; console.log(${child}.pid); setInterval(() => {}, 1000)`;
    const { exitCode, timedOut, output } = await run(text, 1500);
    assert.deepEqual([exitCode, timedOut], [null, true]);
    assert.match(output, /^\d+$/);
    // A process that dies closes its pipes first.
    while (findProcess(Number(output))) await sleep(10);
  });
  it("shows no path of this machine, in a crash either", async () => {
    const { output } = await run(`console.log(process.execPath, process.cwd()); throw new Error("no")`);
    assert.match(output, /^node \.\n/);
    assert.doesNotMatch(output, new RegExp(`${os.tmpdir()}|${process.cwd()}|file:/`));
  });
});

describe("scrubbed()", () => {
  it("takes out folder, executable and host", () => {
    const text = scrubbed("at file:///t/a/repro.mjs, /opt/x/deno /t/a", "/t/a", ["/opt/x/deno"]);
    assert.equal(text, "at ./repro.mjs, deno .");
  });
});
