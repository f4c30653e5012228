import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { stacksOf } from "../../core/profile/stacks.ts";
import { UsageError } from "../unknown-word.ts";
import { findPerf, type Perf, perfInstrument, readPerf } from "./perf.ts";

describe("findPerf()", () => {
  it("says what to install where perf is missing", {
    skip: process.platform !== "linux" && "perf is Linux's",
  }, () => {
    assert.throws(
      () => findPerf("linux", "/nonexistent"),
      (error: Error) =>
        error instanceof UsageError && /not installed.*apt-get install linux-perf/.test(error.message),
    );
  });
  it("says that perf is a program of Linux elsewhere", () => {
    assert.throws(
      () => findPerf("darwin"),
      (error: Error) =>
        error instanceof UsageError && /perf is a program of Linux, this is darwin/.test(error.message),
    );
  });
});

/** Null where this machine has none, or lets nobody record. */
function perfHere(): Perf | null {
  try {
    return findPerf();
  } catch {
    return null;
  }
}

const perf = perfHere();

describe("perf", { skip: perf === null && "perf is missing or may not record" }, () => {
  it("sees a function of JavaScript by its name and file, and leaves no list of names behind", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-perf-test-"));
    try {
      const program = path.join(folder, "program.cjs");
      writeFileSync(
        program,
        "function spin(until) { while (Date.now() < until); }\nspin(Date.now() + 300);\n",
      );
      const { launcher, flags } = perfInstrument(perf!, "node", folder);
      execFileSync(launcher[0]!, [...launcher.slice(1), process.execPath, ...flags, program]);
      const stacks = stacksOf(await readPerf(folder));
      const spinning = stacks.filter(({ frames }) =>
        frames.some(({ functionName, url }) => functionName === "spin" && url.endsWith("program.cjs")),
      );
      const samples = spinning.reduce((sum, one) => sum + one.samples, 0);
      assert.ok(samples >= 20, `${samples} samples of 300 ms at 997 a second`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
