/** A scale study that is real and small, in a copy of the project: from the command to the page, and what is refused. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { type ScaleFile, scaleArmId } from "../../core/scale/scale-records.ts";
import { scaleSchemas } from "../../run/scale/scale-schema.ts";
import { loadStudy } from "../../run/study/load-study.ts";
import { copyProject } from "../project-copy.ts";

const project = await copyProject();
after(() => project.remove());
const file = path.join(project.folder, "scale.jsonl");
const small = ["--runtime", "node,bun", "--client", "node:tls", "--context", "fresh,shared"];

let ended: ReturnType<typeof project.ctxcost>;
let study: ScaleFile;
before(async () => {
  ended = project.ctxcost("scale", ...small, "--quick", "--rounds", "1", "--seed", "7", "--out", file);
  assert.equal(ended.status, 0, ended.stderr);
  const loaded = await loadStudy(file, "scale", scaleSchemas);
  assert.deepEqual(loaded.warnings, []);
  study = loaded.study;
});

describe("ctxcost scale", () => {
  it("measures every arm once a round, each proved by what the worker and the server saw", () => {
    const arms = study.plan.cases.flatMap((one) => one.arms);
    assert.equal(study.readings.length, arms.length);
    assert.equal(new Set(study.readings.map(({ id }) => id)).size, arms.length);
    for (const reading of study.readings) {
      assert.equal(reading.status, "valid", JSON.stringify(reading));
      const { server, measurement } = reading.value;
      const operations = 1 + measurement.warmupNs.length + measurement.operationNs.length;
      assert.equal(server.fullHandshakes, reading.id.includes("/request/") ? operations : 0);
      assert.equal(server.resumedHandshakes, 0);
    }
  });

  it("runs as many operations at every number of CAs", () => {
    for (const { arms, timedOperations } of study.plan.cases) {
      const counts = new Set(arms.map(({ caCount }) => caCount));
      assert.ok(counts.has(1) && counts.has(1000));
      const ids = new Set(arms.map(scaleArmId));
      for (const reading of study.readings.filter(({ id }) => ids.has(id))) {
        assert.ok(reading.status === "valid");
        assert.equal(reading.value.measurement.operationNs.length, timedOperations, reading.id);
      }
    }
  });

  it("writes the page, and the same from the stored file", () => {
    assert.match(ended.stdout, /^# How cost grows with the number of CAs/);
    assert.match(ended.stdout, /\*\*Exploratory:\*\*/);
    const again = project.ctxcost("scale", "--from", file);
    assert.equal(again.status, 0, again.stderr);
    assert.equal(again.stdout, ended.stdout);
    const svg = path.join(project.folder, "results/local/pictures/scale-bun.svg");
    assert.match(readFileSync(svg, "utf8"), /^<svg .*role="img"><title>Bun \d/);
  });

  it("stores nothing of where the project is", () => {
    assert.ok(!readFileSync(file, "utf8").includes(project.folder));
  });
});

describe("ctxcost scale, where it is asked for too much or something else,", () => {
  it("does not publish what is exploratory, or narrowed down", () => {
    const exploratory = project.ctxcost("scale", "--from", file, "--publish");
    assert.equal(exploratory.status, 2);
    assert.match(exploratory.stderr, /cut short or exploratory/);
    for (const words of [
      ["--client", "undici"],
      ["--scenario", "create"],
      ["--context", "fresh"],
    ]) {
      const narrowed = project.ctxcost("scale", ...words, "--publish");
      assert.equal(narrowed.status, 2);
      assert.match(narrowed.stderr, /leave something out/);
    }
  });

  it("refuses words that nothing has", () => {
    for (const [words, wanted] of [
      [["--client", "undicy"], /undici/],
      [["--context", "reused-client"], /fresh/],
      [["--context", "shared,distinct"], /expected fresh among them/],
      [["--client", "Bun.connect", "--scenario", "create"], /nothing is left to measure/],
    ] as const) {
      const { status, stderr } = project.ctxcost("scale", ...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, wanted);
    }
  });

  it("says which line of a file is wrong, and what a file of something else is", () => {
    const damaged = path.join(project.folder, "damaged.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    lines[3] = lines[3]!.replace(/"operationNs":\[[^\]]*\]/, '"operationNs":[-1]');
    writeFileSync(damaged, lines.join("\n"));
    const { status, stderr } = project.ctxcost("scale", "--from", damaged);
    assert.equal(status, 1);
    assert.match(stderr, /damaged\.jsonl, line 4, field value\.measurement\.operationNs/);
  });
});
