import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findProcess } from "./lock/running-process.ts";
import type { RuntimeBinary } from "./runtime-binary.ts";
import { runWorker } from "./worker-process.ts";

/** A runtime that executes `code` instead of the worker. */
function behaving(code: string): RuntimeBinary {
  return {
    runtime: "node",
    path: process.execPath,
    flags: ["-e", code, "--"],
    workerScript: "bench/worker.ts",
    source: "test",
  };
}

function run(code: string, timeoutMs = 10_000, signal?: AbortSignal) {
  return runWorker(behaving(code), { kind: "describe" }, { environment: {}, timeoutMs, signal });
}

async function reasonOf(code: string, timeoutMs?: number): Promise<string> {
  const result = await run(code, timeoutMs);
  assert.equal(result.status, "failed");
  return result.status === "failed" ? result.reason : "";
}

describe("runWorker()", () => {
  it("hands the job over as one line of JSON", async () => {
    const result = await run(`console.error("got " + require("fs").readFileSync(0, "utf8"))`);
    assert.match(result.stderr, /^got \{"kind":"describe"\}\n/);
  });

  it("reports a crash with its error and exit code", async () => {
    assert.match(await reasonOf(`throw new TypeError("boom")`), /^exited with code 1: TypeError: boom/);
  });

  it("kills a worker that hangs, and what it has started", async () => {
    const code = `
      const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      console.error("child " + child.pid);
      setInterval(() => {}, 1000);`;
    const result = await run(code, 1500);
    assert.equal(result.status, "failed");
    assert.match(result.status === "failed" ? result.reason : "", /^no answer within 1500 ms; killed/);
    const pid = Number(/child (\d+)/.exec(result.stderr)?.[1]);
    assert.ok(pid > 0, result.stderr);
    const deadline = Date.now() + 10_000;
    while (findProcess(pid) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(findProcess(pid), null, "the worker's own child outlived it");
  });

  it("refuses rubbish, nothing, and two answers", async () => {
    assert.match(await reasonOf(`console.log("hello")`), /not what the protocol says/);
    assert.match(await reasonOf(""), /expected one line of JSON as its answer, got 0/);
    assert.match(
      await reasonOf('console.log("{}"); console.log("Uncaught BadResource")'),
      /expected one line of JSON as its answer, got 2: "Uncaught BadResource"/,
    );
    assert.match(await reasonOf(`console.log("{}\\n{}")`), /got 2/);
  });

  it("refuses JSON of another shape", async () => {
    assert.match(
      await reasonOf(`console.log(JSON.stringify({ kind: "described", facts: { runtime: "ruby" } }))`),
      /not what the protocol says/,
    );
  });

  it("counts an exit code against an answer that came before it", async () => {
    assert.match(await reasonOf(`console.log("{}"); process.exitCode = 3`), /^exited with code 3/);
  });

  it("bounds what a worker may print", async () => {
    const code = `const line = "x".repeat(1 << 20); for (;;) require("fs").writeSync(1, line);`;
    assert.match(await reasonOf(code), /printed more than 16777216 bytes/);
  });

  it("says when the executable cannot be started", async () => {
    const binary = { ...behaving(""), path: "/nonexistent/runtime" };
    const result = await runWorker(binary, { kind: "describe" }, { environment: {}, timeoutMs: 1000 });
    assert.equal(result.status, "failed");
    assert.match(result.status === "failed" ? result.reason : "", /could not be started: .*ENOENT/);
  });

  it("ends the worker when the run is interrupted", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const result = await run(`setInterval(() => {}, 1000)`, 10_000, controller.signal);
    assert.equal(result.status === "failed" && result.reason, "interrupted");
  });

  it("starts it with the given environment and no other", async () => {
    const code = `console.error(JSON.stringify(Object.keys(process.env).filter((name) => /PATH|HOME|NODE/.test(name))))`;
    const result = await run(code);
    assert.match(result.stderr, /^\[\]/);
  });
});
