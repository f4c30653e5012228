/**
 * The contract that every adapter × client × trust × context keeps, on its real runtime against the real fixture
 * server: it answers, it handshakes as often as it should, it refuses a server whose CA it was not given, and with
 * mutual TLS it is refused without its certificate.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import tls from "node:tls";
import { promisify } from "node:util";
import { allRuntimes, armId, type Context, isReference, runtimeNames } from "../src/core/model.ts";
import type { TrustFiles } from "../src/protocol/job.ts";
import { difference } from "../src/run/fixture/server-process.ts";
import { openWorkbench } from "../src/run/open-workbench.ts";
import { selectCases } from "../src/run/plan.ts";
import { brokenPremise } from "../src/run/premise.ts";
import { projectRoot } from "../src/run/project.ts";
import { findRuntime, isMissing } from "../src/run/runtime-binary.ts";
import { subjectsOf, verifySubject } from "../src/run/verify-premises.ts";
import type { Workbench } from "../src/run/workbench.ts";

const workbench: Workbench = await openWorkbench(allRuntimes);
const cases = selectCases(workbench.options.facts, {});
const counts = { warmupOperations: 1, timedOperations: 3 };

const run = promisify(execFile);
const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-contract-"));

after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

/** Whether the client is answered at its trust's listener when it is given these files instead. */
async function attemptsOf(
  subject: ReturnType<typeof subjectsOf>[number],
  { trustFiles, extraCa }: { trustFiles: TrustFiles; extraCa: boolean },
) {
  const { runtime, client, contexts } = subject;
  const accept = await workbench.endpoint(subject);
  const refuse = await workbench.refusedEndpoint(subject);
  const job = { kind: "verify", client, trust: "private-ca", contexts, accept, refuse, trustFiles } as const;
  const result = await workbench.run({ runtime }, job, extraCa);
  if (result.status === "failed") assert.fail(result.reason);
  return result.answer.results.filter(({ premise }) => premise === "accepts");
}

const three = workbench.options.facts.filter(({ runtime }) => !isReference(runtime));

describe("the three runtimes", () => {
  it("are the ones that execute", () => {
    assert.deepEqual(
      three.map(({ runtime }) => runtime),
      runtimeNames,
      "a runtime of the contract is missing; run `npm ci`",
    );
    for (const { runtime, version, source } of three) {
      assert.ok(source.endsWith(`@${version}`), `${runtime} says it is ${version}, its package is ${source}`);
    }
  });
});

// The only tests that may be skipped: Python is the system's, and `make reference` needs a package index.
const python = findRuntime("python", projectRoot);
const notInstalled = isMissing(python) && `the reference is not tested: python is ${python.reason}`;

const pythonArm = {
  runtime: "python",
  client: "httpx.Client",
  trust: "default",
  scenario: "create",
  context: "fresh",
} as const;

describe("the reference", { skip: notInstalled }, () => {
  it("is what executes, with the httpx that is pinned", async () => {
    const facts = workbench.facts({ runtime: "python" });
    assert.equal(facts.source, "pip:httpx@0.28.1");
    const result = await workbench.measure(pythonArm, counts);
    assert.ok(result.status === "answered", result.stderr);
    assert.match(result.answer.measurement.packageThatRan ?? "", /^httpx 0\.28\.1, certifi [\d.]+$/);
  });
  it("says how many CAs it gave, and that its loop ran within the time that it took", async () => {
    const arm = { ...pythonArm, trust: "bundle" } as const;
    const startUs = Date.now() * 1000;
    const result = await workbench.measure(arm, counts);
    assert.ok(result.status === "answered", result.stderr);
    const { givenCaCount, section } = result.answer;
    const { caFile } = workbench.trustFiles("bundle");
    assert.equal(givenCaCount, (JSON.parse(readFileSync(caFile!, "utf8")) as string[]).length);
    assert.ok(startUs < section!.startUs && section!.startUs < section!.endUs, JSON.stringify(section));
    assert.ok(section!.endUs < (Date.now() + 1) * 1000, JSON.stringify(section));
  });
  it("has its own roots and one more, where the fixture's CA is added to them", async () => {
    const { path: python, flags } = workbench.options.binaries.get("python")!;
    const script = `
import sys; sys.path.insert(0, "runtimes/python")
from worker.extra_ca import extra_ca
import httpx, ssl
for client, make in (("httpx.Client", httpx.create_ssl_context), ("ssl", ssl.create_default_context)):
    before = make().cert_store_stats()["x509_ca"]
    with extra_ca({"kind": "verify", "client": client}):
        print(make().cert_store_stats()["x509_ca"] - before)
    import os; del os.environ["SSL_CERT_FILE"]
`;
    const env = workbench.environment({ runtime: "python" }, true);
    const { stdout } = await run(python, [...flags, "-c", script], { cwd: projectRoot, env });
    assert.deepEqual(stdout.trim().split("\n"), ["1", "1"]);
  });
  it("tells what went wrong, and nothing of this machine's folders", async () => {
    const job = { kind: "verify", client: "nobody", trust: "private-ca", contexts: [] } as const;
    const nowhere = { host: "127.0.0.1", port: 1, path: "/" };
    const endpoints = { accept: nowhere, refuse: nowhere, trustFiles: workbench.trustFiles("private-ca") };
    const result = await workbench.run({ runtime: "python" }, { ...job, ...endpoints }, false);
    assert.ok(result.status === "failed");
    assert.match(
      result.reason,
      /load client nobody: the python adapter has httpx\.Client, httpx\.AsyncClient/,
    );
    assert.match(result.stderr, /adapter\.py:\d+ load_client/);
    assert.doesNotMatch(result.stderr, /[/\\]/);
  });
});

for (const { runtime } of workbench.options.facts) {
  describe(`${runtime}: every arm does what it says`, () => {
    for (const arm of cases.flatMap(({ arms }) => arms).filter((one) => one.runtime === runtime)) {
      it(armId(arm), async () => {
        const server = (await workbench.server())!;
        const before = await server.counts();
        const result = await workbench.measure(arm, counts);
        assert.equal(
          result.status,
          "answered",
          result.status === "failed" ? result.reason + result.stderr : "",
        );
        if (result.status !== "answered") return;
        const seen = difference(before, await server.counts());
        const facts = workbench.facts({ runtime });
        const planned = { timedOperations: 3, operations: 5, busyLoopNs: 0 };
        const expected = { arm, facts, ...planned, extraCa: workbench.extraCa(arm) };
        assert.equal(brokenPremise(expected, result.answer, seen), null);
        assert.ok(
          result.answer.measurement.operationNs.every((time) => time >= 0 && Number.isSafeInteger(time)),
        );
      });
    }
  });

  describe(`${runtime}: every client accepts its server and refuses another CA's`, () => {
    for (const subject of subjectsOf(cases).filter((one) => one.runtime === runtime)) {
      it(`${subject.client}/${subject.trust}`, async () => {
        const checks = await verifySubject(workbench, subject);
        assert.equal(checks.length, subject.contexts.length * 2);
        for (const check of checks) {
          assert.ok(check.passed, `${check.context} ${check.premise}: ${check.detail}`);
        }
      });
    }
  });

  describe(`${runtime}: mutual TLS is refused without the certificate`, () => {
    for (const subject of subjectsOf(cases).filter(
      (one) => one.runtime === runtime && one.trust === "mtls",
    )) {
      it(subject.client, async () => {
        // The CA of `private-ca` alone, at the listener that asks for a certificate.
        const trustFiles = workbench.trustFiles("private-ca");
        const attempts = await attemptsOf(subject, { trustFiles, extraCa: false });
        assert.equal(attempts.length, subject.contexts.length);
        for (const one of attempts) {
          assert.equal(one.passed, false, `${one.context}: answered without a client certificate`);
          assert.match(one.detail, /certificate|ECONNRESET|EPROTO|socket|closed|hang up/i);
        }
      });
    }
  });

  describe(`${runtime}: a given CA replaces the default roots or adds to them, as the client's facts say`, () => {
    for (const subject of subjectsOf(cases).filter(
      (one) => one.runtime === runtime && one.trust === "private-ca",
    )) {
      it(subject.client, async () => {
        const caFile = path.join(folder, "stranger.json");
        // Another CA is given; the fixture's is among the default roots, by the environment variable.
        await writeFile(caFile, JSON.stringify([tls.rootCertificates[0]]));
        const trustFiles = { caFile, certificateFile: null, keyFile: null };
        const contexts: Context[] = ["fresh"];
        const [accepted] = await attemptsOf({ ...subject, contexts }, { trustFiles, extraCa: true });
        const { givenCa } = workbench.client(subject);
        assert.equal(accepted!.passed, givenCa === "adds", accepted!.detail);
      });
    }
  });
}
