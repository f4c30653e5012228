import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { allRuntimes, isReference, type RuntimeName } from "../src/core/model.ts";
import type { ServiceAnswer, ServiceJob } from "../src/protocol/job.ts";
import { answerSchemas } from "../src/run/answer-schema.ts";
import { openWorkbench } from "../src/run/open-workbench.ts";
import { neededPermissions } from "../src/run/permissions/needed-permissions.ts";
import { permissionFlags } from "../src/run/permissions/permission-flags.ts";

// The reference, where it is installed.
const workbench = await openWorkbench(allRuntimes);
after(() => workbench.close());
const server = (await workbench.server())!;
const runtimes = workbench.options.facts.map(({ runtime }) => runtime);
const clientOf = (runtime: RuntimeName) => (isReference(runtime) ? "httpx.AsyncClient" : "node:https");

/** One of each worker: bench/ is the same on all JavaScript runtimes. */
const ownWorkers = runtimes.filter((runtime) => runtime === "node" || isReference(runtime));

const everyNs = (stepNs: number, fromNs: number, toNs: number) =>
  Array.from({ length: Math.round((toNs - fromNs) / stepNs) }, (_, index) => fromNs + index * stepNs);

/** 50 arrivals a second for 1.2 s; 0.2 s of warm-up. */
async function jobOf(runtime: RuntimeName, changes: Partial<ServiceJob> = {}): Promise<ServiceJob> {
  return {
    kind: "service",
    client: clientOf(runtime),
    context: "shared",
    arrivalsNs: everyNs(20e6, 0, 1200e6),
    marksNs: [200e6, 700e6, 1200e6],
    probesNs: everyNs(20e6, 200e6, 1200e6),
    patienceNs: 5e9,
    endpoint: await workbench.endpoint({ runtime, client: clientOf(runtime), trust: "private-ca" }),
    trustFiles: workbench.trustFiles("private-ca"),
    ...changes,
  };
}

/** A worker of which the test knows the process. */
function start(runtime: RuntimeName, job: ServiceJob) {
  const binary = workbench.options.binaries.get(runtime)!;
  const env = workbench.environment({ runtime }, false);
  const permissions = permissionFlags(binary, neededPermissions(job, env));
  const child = spawn(binary.path, [...binary.flags, ...permissions, binary.workerScript], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (bytes) => (output += bytes));
  child.stdin.end(`${JSON.stringify(job)}\n`);
  const answer = once(child, "close").then(
    () => answerSchemas.service.parse(JSON.parse(output)) as ServiceAnswer,
  );
  return { child, answer };
}

/** Resolves when so many requests have come since `before`. */
async function requestsAtServer(before: number, count: number): Promise<void> {
  while ((await server.counts()).requests < before + count) await pause(10);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const longest = (values: readonly (number | null)[]) => Math.max(...values.map((one) => one ?? 0));

describe("serveArrivals()", () => {
  for (const runtime of runtimes) {
    it(`makes a client for each arrival, and nothing for the control, on ${runtime}`, async () => {
      const before = await server.counts();
      const { latencyUs, lateUs, probeLateUs, marks, firstError } = await start(runtime, await jobOf(runtime))
        .answer;
      const between = await server.counts();
      assert.equal(firstError, null);
      assert.ok(latencyUs.every((one) => one !== null && one > 0));
      assert.deepEqual([latencyUs.length, lateUs.length, probeLateUs.length], [60, 60, 50]);
      assert.equal(between.fullHandshakes - before.fullHandshakes, 60);
      assert.equal(between.resumedHandshakes, before.resumedHandshakes);
      // From when it was to arrive: what it waited before it was started is part of it.
      assert.ok(latencyUs.every((one, index) => one! >= lateUs[index]!));
      assert.ok(marks.atNs.every((at, index) => at >= [200e6, 700e6, 1200e6][index]!));
      assert.ok(marks.cpuNs[2]! > marks.cpuNs[0]!);
      const control = await start(runtime, await jobOf(runtime, { context: null })).answer;
      assert.equal((await server.counts()).connections, between.connections);
      assert.deepEqual([control.lateUs.length, control.firstError], [60, null]);
    });
  }

  for (const runtime of ownWorkers) {
    it(`counts an arrival without a response as null, and says why, on ${runtime}`, async () => {
      const { port } = server.endpoint("other");
      const endpoint = { host: "127.0.0.1", port, path: "/" };
      const answer = await start(runtime, await jobOf(runtime, { endpoint })).answer;
      assert.ok(answer.latencyUs.every((one) => one === null));
      assert.match(answer.firstError!, /UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERTIFICATE_VERIFY_FAILED/);
    });

    it(`gives up on a server that never answers, after its patience, on ${runtime}`, async () => {
      const job = await jobOf(runtime, { patienceNs: 300e6 });
      const before = (await server.counts()).requests;
      const { answer } = start(runtime, job);
      await requestsAtServer(before, 10);
      process.kill(server.pid, "SIGSTOP");
      const { latencyUs, firstError } = await answer.finally(() => process.kill(server.pid, "SIGCONT"));
      assert.ok(latencyUs.some((one) => one === null));
      assert.match(firstError!, /had no response 300 ms after the last/);
    });
  }
});

/** A stall of 400 ms has 20 arrivals, which end it 400, 380 … 20 ms late. */
const stallMs = 400;

async function stalled(runtime: RuntimeName, pidOf: (child: ChildProcess) => number): Promise<ServiceAnswer> {
  const before = (await server.counts()).requests;
  const { child, answer } = start(runtime, await jobOf(runtime));
  await requestsAtServer(before, 10);
  process.kill(pidOf(child), "SIGSTOP");
  await pause(stallMs);
  process.kill(pidOf(child), "SIGCONT");
  return answer;
}

describe("latency under a stall, which a generator that waits for answers would not see", {
  skip: process.platform === "win32" && "no process can be stopped",
}, () => {
  /** Were arrivals put off, one would be late; were they counted from when they were started, none. */
  function expectStall({ latencyUs }: ServiceAnswer): void {
    assert.equal(latencyUs.filter((one) => one === null).length, 0);
    assert.ok(longest(latencyUs) >= (stallMs - 40) * 1000, `longest ${longest(latencyUs)} µs`);
    const late = latencyUs.filter((one) => one! >= 100_000).length;
    assert.ok(late >= 13, `${late} arrivals of 100 ms and more`);
  }

  for (const runtime of ownWorkers) {
    it(`shows where the server stalls: arrivals go on, on ${runtime}`, async () => {
      const answer = await stalled(runtime, () => server.pid);
      expectStall(answer);
    });

    it(`shows where the service itself stalls, though each is answered soon after its start, on ${runtime}`, async () => {
      const answer = await stalled(runtime, (child) => child.pid!);
      expectStall(answer);
      // On a busy machine those that start together take long by themselves; what each has waited is in it all the same.
      assert.ok(answer.latencyUs.every((one, index) => one! >= answer.lateUs[index]!));
      assert.ok(longest(answer.lateUs) >= (stallMs - 40) * 1000, `longest ${longest(answer.lateUs)} µs late`);
      assert.ok(longest(answer.probeLateUs) >= (stallMs - 40) * 1000, "the probes see it as well");
    });
  }
});

/** User and system time in clock ticks: fields 14 and 15 of proc_pid_stat(5), after the name in brackets. */
function ticksOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return null;
  }
}

describe("the CPU that a worker says it has used", {
  skip: process.platform !== "linux" && "no /proc to compare with",
}, () => {
  for (const runtime of runtimes) {
    it(`is what the system says of it from outside, on ${runtime}`, async () => {
      const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"]).toString());
      const arrivalsNs = everyNs(isReference(runtime) ? 20e6 : 5e6, 0, 1200e6);
      const { child, answer } = start(runtime, await jobOf(runtime, { arrivalsNs, context: "fresh" }));
      let ticks = 0;
      const look = () => (ticks = ticksOf(child.pid!) ?? ticks);
      // An ended process keeps its times until it is waited for, which is after its last words are read.
      child.stdout.on("data", look);
      const watching = setInterval(look, 5);
      const { cpuNs } = await answer;
      clearInterval(watching);
      const outsideNs = (ticks / ticksPerSecond) * 1e9;
      assert.ok(cpuNs > 100e6, `${cpuNs} ns`);
      // A tick is 10 ms, and writing the answer is in what is seen from outside alone.
      assert.ok(
        Math.abs(cpuNs - outsideNs) <= 40e6 + 0.03 * cpuNs,
        `inside ${cpuNs} ns, outside ${outsideNs} ns`,
      );
    });
  }
});
