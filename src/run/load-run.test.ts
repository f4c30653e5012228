import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { type Check, type Header, type Plan, schemaVersion } from "../core/records.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { loadRun } from "./load-run.ts";
import { projectRoot } from "./project.ts";
import { createRecordFile } from "./store.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-"));
after(() => rmSync(folder, { recursive: true }));

const header: Header = {
  kind: "header",
  schemaVersion,
  runId: "20261124-1200-00000001",
  startedAt: "2026-11-24T12:00:00.000Z",
  commandLine: ["ctxcost", "run"],
  gitCommit: null,
  gitDirty: null,
  seed: 1,
  mode: "full",
  url: null,
  machine: {
    platform: "linux",
    architecture: "x64",
    kernel: "6",
    operatingSystem: "Debian",
    cpuModel: "cpu",
    cpuCount: 2,
    governor: null,
    virtualization: null,
    loadAverage: [0, 0, 0],
    memoryBytes: 1,
    freeMemoryBytes: 1,
  },
  runtimes: [],
  missingRuntimes: [],
  packages: { mitata: "1", undici: "8" },
  fixture: null,
  scrubbedEnvironment: [],
  setEnvironment: {},
  warnings: [],
};
const plan: Plan = { kind: "plan", rounds: 13, exploratory: false, cases: [], familySize: 0 };
const finish = { kind: "finish", finishedAt: "now", elapsedNs: 1, failedObservations: 0 };
const valid = [header, plan, finish].map((record) => JSON.stringify(record));

let files = 0;
function write(content: string | Buffer, extension = "jsonl"): string {
  const file = path.join(folder, `${files++}.${extension}`);
  writeFileSync(file, content);
  return file;
}

async function messageOf(content: string): Promise<string> {
  return loadRun(write(content)).then(
    () => "no error",
    (error: Error) => error.message,
  );
}

describe("loadRun()", () => {
  it("reads what createRecordFile() wrote, plain and gzipped", async () => {
    const file = path.join(folder, "written.jsonl");
    const writer = createRecordFile(file);
    writer.append(header);
    writer.append(plan);
    writer.close();
    const plain = await loadRun(file);
    assert.deepEqual(plain.run.header, header);
    assert.deepEqual(plain.run.plan, plan);
    const zipped = await loadRun(write(gzipSync(readFileSync(file)), "jsonl.gz"));
    assert.deepEqual(zipped.run, plain.run);
  });

  it("leaves a torn last line out and says so", async () => {
    const { run, warnings } = await loadRun(write(`${valid[0]}\n${valid[1]}\n{"kind":"observ`));
    assert.deepEqual(run.plan, plan);
    assert.match(warnings.join("\n"), /line 3: torn/);
    assert.match(warnings.join("\n"), /did not come to its end/);
  });

  it("has no warnings for a whole file, with BOM and CRLF", async () => {
    const { warnings } = await loadRun(write(`\uFEFF${valid.join("\r\n")}\r\n`));
    assert.deepEqual(warnings, []);
  });

  it("says why a file cannot be read", async () => {
    await assert.rejects(
      loadRun(path.join(folder, "missing.jsonl")),
      /read the results file .*missing\.jsonl: ENOENT/,
    );
    await assert.rejects(
      loadRun(write("not gzip", "jsonl.gz")),
      /read the results file .*it is no gzip, .*copy it again, or name it \.jsonl/,
    );
  });
});

describe("loadRun() of a damaged file", () => {
  it("names file and line of a broken line that is not the last", async () => {
    assert.match(
      await messageOf(`${valid[0]}\n{"kind":\n${valid[1]}\n`),
      /\.jsonl, line 2: expected a JSON object/,
    );
  });

  it("names the field of a wrong type", async () => {
    const wrong = JSON.stringify({ ...plan, rounds: "13" });
    assert.match(
      await messageOf(`${valid[0]}\n${wrong}\n${valid[2]}`),
      /line 2, field rounds: .*expected number/,
    );
    const negative = JSON.stringify({ ...finish, elapsedNs: -1 });
    assert.match(await messageOf(`${valid[0]}\n${valid[1]}\n${negative}`), /field elapsedNs/);
  });

  it("refuses another schema version and says which program to use", async () => {
    const old = JSON.stringify({ ...header, schemaVersion: 0 });
    assert.match(
      await messageOf(`${old}\n${valid[1]}`),
      /field schemaVersion: this program reads version 1, the file has 0/,
    );
  });

  it("refuses an unknown kind, also that of an inherited property", async () => {
    assert.match(
      await messageOf(`{"kind":"constructor"}\n${valid[1]}`),
      /field kind: expected one of header/,
    );
    assert.match(await messageOf(`7\n${valid[1]}`), /field kind: expected one of/);
  });

  it("refuses a second plan and a second end", async () => {
    assert.match(
      await messageOf(`${valid[0]}\n${valid[1]}\n${valid[1]}`),
      /line 3, field kind: expected one plan/,
    );
    assert.match(
      await messageOf(`${valid.join("\n")}\n${valid[2]}`),
      /line 4, field kind: expected one finish/,
    );
  });

  it("refuses an empty file, one without header, one without plan, one with two headers", async () => {
    assert.match(await messageOf(""), /empty; expected a header/);
    assert.match(await messageOf(`${valid[1]}\n${valid[2]}`), /expected the header/);
    assert.match(await messageOf(`${valid[0]}\n`), /no plan line/);
    assert.match(
      await messageOf(`${valid[0]}\n${valid[0]}\n${valid[1]}`),
      /line 2, field kind: expected one header a file/,
    );
  });
});

describe("loadRun() of a plan that was made up", () => {
  it("refuses a plan with an arm twice, and one whose verdicts would be too easy", async () => {
    const of = { runtime: "node", client: "undici", trust: "bundle", scenario: "create" } as const;
    const arms = (["fresh", "shared"] as const).map((context) => ({ ...of, context }));
    const counts = { warmupOperations: 1, timedOperations: 1 };
    const planOf = (own: typeof arms) =>
      JSON.stringify({
        ...plan,
        cases: [{ id: "x", of, arms: own, unsupported: [], ...counts, excluded: null }],
      });
    assert.match(
      await messageOf(`${valid[0]}\n${planOf([...arms, arms[0]!])}\n${valid[2]}`),
      /line 2, field cases\.0\.arms\.2: expected each arm once, got "node\/undici\/bundle\/create\/fresh" again/,
    );
    assert.match(
      await messageOf(`${valid[0]}\n${planOf(arms)}\n${valid[2]}`),
      /line 2, field familySize: expected at least the 1 pairs that are planned, got 0/,
    );
  });
});

describe("loadRun() of records that no run writes", () => {
  const {
    header: real,
    plan: planned,
    observations,
  } = syntheticRun({
    cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
    rounds: 1,
  });
  const [observation] = observations;
  const messageWith = (...records: unknown[]) =>
    messageOf([real, planned, ...records].map((record) => JSON.stringify(record)).join("\n"));

  it("refuses an observation of an arm that is not planned", async () => {
    for (const armId of ["bun/none/x", "__proto__", `${observation!.armId} `])
      assert.match(
        await messageWith({ ...observation, armId }, observation),
        new RegExp(
          `line 3, field armId: expected one of the 2 arms that are planned before it, got "${armId}"`,
        ),
      );
  });

  it("refuses more attempts than `--resume` goes on to", async () => {
    assert.equal(await messageWith({ ...observation, attempt: 1000 }, observation), "no error");
    assert.match(
      await messageWith({ ...observation, attempt: 2 ** 53 - 1 }, observation),
      /line 3, field attempt: .*expected number to be <=1000/,
    );
  });

  it("refuses a second check of a premise, and takes those of other premises and builds", async () => {
    const check: Check = {
      ...{ kind: "check", runtime: "node", client: "undici", trust: "mtls", context: "fresh" },
      ...{ premise: "accepts", passed: true, detail: "" },
    };
    assert.match(
      await messageWith(check, { ...check, passed: false }, observation),
      /line 4: expected one check "accepts" of node undici mtls fresh a file, got another/,
    );
    const others = [{ premise: "refuses" }, { build: "node@22" }, { context: "shared" }, { trust: "bundle" }];
    assert.equal(
      await messageWith(check, ...others.map((other) => ({ ...check, ...other })), observation),
      "no error",
    );
  });
});

describe("createRecordFile()", () => {
  it("writes no path of this machine, wherever in a record it is", async () => {
    const file = path.join(folder, "paths.jsonl");
    const writer = createRecordFile(file);
    writer.append({ ...header, commandLine: [path.join(projectRoot, "x.jsonl")] });
    writer.append(plan);
    writer.close();
    assert.ok(!readFileSync(file, "utf8").includes(projectRoot));
    assert.deepEqual((await loadRun(file)).run.header.commandLine, ["./x.jsonl"]);
  });

  it("refuses a file that exists and a folder that is not there", () => {
    const file = write("");
    assert.throws(() => createRecordFile(file), /it exists already; choose another file with --out/);
    assert.throws(() => createRecordFile(path.join(file, "below-a-file.jsonl")), /create the results file/);
  });
});
