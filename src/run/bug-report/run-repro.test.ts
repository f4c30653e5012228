import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess } from "../lock/running-process.ts";
import { runRepro, scrubbed } from "./run-repro.ts";

const run = (text: string, timeoutMs = 20_000) =>
  runRepro({ executable: process.execPath, words: [], rest: [], name: "repro.mjs", text, timeoutMs });

/** A process that was killed closes its pipes a moment before it is gone. */
async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 10_000 && findProcess(pid); waited += 20) await sleep(20);
  return findProcess(pid) === null;
}

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
    assert.ok(await ends(Number(output)));
  });
  it("is ended by a signal, with what it started, and throws its reason", {
    timeout: 30_000,
  }, async (context) => {
    const controller = new AbortController();
    const mark = path.join(mkdtempSync(path.join(os.tmpdir(), "ctxcost-mark-")), "pids");
    const child = `spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })`;
    const text =
      `import { spawn } from "node:child_process"; import { renameSync, writeFileSync } from "node:fs";` +
      `writeFileSync("pids", process.pid + " " + ${child}.pid); renameSync("pids", ${JSON.stringify(mark)});` +
      "setInterval(() => {}, 1000)";
    const words = { executable: process.execPath, words: [], rest: [], name: "repro.mjs", text };
    const running = runRepro({ ...words, timeoutMs: 600_000, signal: controller.signal });
    const stopped = assert.rejects(running, /by hand/);
    while (!existsSync(mark)) await sleep(20, undefined, { signal: context.signal });
    controller.abort(new Error("by hand"));
    await stopped;
    const pids = readFileSync(mark, "utf8").split(" ").map(Number);
    assert.equal(pids.length, 2);
    for (const pid of pids) assert.ok(await ends(pid), String(pid));
    rmSync(path.dirname(mark), { recursive: true });
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
