/** What is weighed, against what is known: buffers of a known size, the kernel's own figures, the server's counts. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import type { MemoryMeasurement, MemoryWork } from "../src/core/memory/memory-records.ts";
import { processSlope } from "../src/core/memory/slope.ts";
import type { Arm, RuntimeName } from "../src/core/model.ts";
import { difference } from "../src/run/fixture/server-process.ts";
import { brokenMemoryPremise } from "../src/run/memory/memory-premise.ts";
import { openWorkbench } from "../src/run/open-workbench.ts";
import { everythingAllowed } from "../src/run/permissions/permission-flags.ts";

const workbench = await openWorkbench();
after(() => workbench.close());
const runtimes = workbench.options.facts.map(({ runtime }) => runtime);
const run = promisify(execFile);

/** Runs a script of this folder on the runtime as a worker would be. */
async function runScript(runtime: RuntimeName, script: string, argument: string): Promise<string> {
  const { path: executable, flags } = workbench.options.binaries.get(runtime)!;
  const words = [...flags, ...everythingAllowed(runtime), path.join(import.meta.dirname, script), argument];
  const { stdout } = await run(executable, words, { env: workbench.environment({ runtime }, false) });
  return stdout;
}

const holdWork: MemoryWork = { mode: "hold", warmupClients: 4, steps: [0, 20, 40, 60] };
const growthWork: MemoryWork = { mode: "growth", batches: 6, warmupBatches: 2, operationsPerBatch: 20 };
/** So long that what an allocator keeps of one batch, and another time does not, is little of the whole. */
const longGrowthWork: MemoryWork = { ...growthWork, batches: 40 };
/** More than any allocator keeps for small blocks, and no whole number of its classes. */
const knownBytes = 600_000;

async function weighKnown(runtime: RuntimeName, work: MemoryWork, bytes: { held: number; leaked: number }) {
  const argument = JSON.stringify({ work, heldBytes: bytes.held, leakedBytes: bytes.leaked });
  const text = await runScript(runtime, "known-memory.ts", argument);
  return (JSON.parse(text) as { answer: { measurement: MemoryMeasurement } }).answer.measurement;
}

for (const runtime of runtimes) {
  describe(`weighArm() on ${runtime}`, () => {
    it("finds what clients of a known size hold, and that they are freed when they are closed", async () => {
      const { readings, closing } = await weighKnown(runtime, holdWork, { held: knownBytes, leaked: 0 });
      const slope = processSlope(readings, "rssBytes");
      assert.ok(Math.abs(slope / knownBytes - 1) < 0.1, `${slope} bytes a client`);
      // Not by RSS: what has been freed glibc keeps, of blocks of this size all of it.
      const rest = (closing!.after.heapBytes - readings[0]!.heapBytes) / (60 * knownBytes);
      assert.ok(rest < 0.1, `${rest} of it are left`);
    });

    it("finds a leak of a known size, and none where clients are closed", async () => {
      const leaking = await weighKnown(runtime, growthWork, { held: 0, leaked: knownBytes });
      const grown = processSlope(leaking.readings, "rssBytes");
      assert.ok(Math.abs(grown / knownBytes - 1) < 0.1, `${grown} bytes an operation`);
      const closing = await weighKnown(runtime, longGrowthWork, { held: knownBytes, leaked: 0 });
      const still = processSlope(closing.readings, "rssBytes");
      assert.ok(Math.abs(still) < 0.1 * knownBytes, `${still} bytes an operation`);
    });

    it("reports an RSS that the kernel's figures agree with", {
      skip: process.platform !== "linux" && "there is no /proc",
    }, async () => {
      const text = await runScript(runtime, "report-rss.ts", "");
      const figures = JSON.parse(text) as Record<string, number>;
      for (const [name, bytes] of Object.entries(figures)) {
        // The counters behind VmRSS and memoryUsage() are brought up to date in batches of pages by each CPU.
        const apart = Math.abs(bytes - figures.smapsRollup!) / figures.smapsRollup!;
        assert.ok(apart < 0.03, `${name} is ${bytes}, the page tables say ${figures.smapsRollup}`);
      }
    });

    for (const [context, scenario, work] of [
      ["fresh", "request", { ...holdWork, steps: [0, 4, 8] }],
      ["shared", "request", { ...holdWork, steps: [0, 4, 8] }],
      ["distinct", "request", { ...growthWork, operationsPerBatch: 2 }],
      ["fresh", "create", { ...growthWork, operationsPerBatch: 2 }],
    ] as const) {
      it(`does with real clients what it says: ${work.mode}, ${scenario}, ${context}`, async () => {
        const arm: Arm = { runtime, client: "node:tls", trust: "private-ca", scenario, context };
        const server = (await workbench.server())!;
        const before = await server.counts();
        const result = await workbench.run<"memory">(
          arm,
          {
            kind: "memory",
            arm,
            work,
            endpoint: await workbench.endpoint(arm),
            trustFiles: workbench.trustFiles(arm.trust),
          },
          false,
        );
        if (result.status === "failed") assert.fail(result.reason + result.stderr);
        const seen = difference(before, await server.counts());
        const { version } = workbench.facts(arm);
        assert.equal(brokenMemoryPremise({ arm, work }, version, result.answer.measurement, seen), null);
        // A worker that may not read the kernel's count would fall back to the runtime's without a word.
        if (process.platform === "linux") assert.equal(result.answer.measurement.rssSource, "smaps_rollup");
      });
    }
  });
}
