import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { phaseFigures } from "../../core/service/phase-figures.ts";
import { serviceSteps } from "../../core/service/service-steps.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { openWorkbench } from "../open-workbench.ts";
import { UsageError } from "../unknown-word.ts";
import { Workbench } from "../workbench.ts";
import { selectServiceCases } from "./service-cases.ts";
import { planService, type ServiceOptions } from "./service-plan.ts";
import { serviceStudy } from "./service-study.ts";

const workbench = await openWorkbench();
after(() => workbench.close());
const { facts } = workbench.options;

const idsOf = (selection: Parameters<typeof selectServiceCases>[1]) =>
  selectServiceCases(facts, selection).map(
    ({ runtime, client, trust, arms }) => `${runtime}/${client}/${trust}/${arms[1]}`,
  );

describe("selectServiceCases()", () => {
  it("has the declared set where nothing is named", () => {
    assert.deepEqual(idsOf({}), [
      "node/node:https/bundle/shared",
      "node/undici/bundle/shared",
      "node/node:https/private-ca/shared",
      "bun/node:https/bundle/shared",
      "deno/node:https/bundle/shared",
      "deno/fetch/bundle/shared-options",
    ]);
  });

  it("has the reference where it is described", () => {
    const client = { client: "httpx.AsyncClient", trust: "bundle", latencyNs: { fresh: 1 } } as const;
    const { header } = syntheticRun({ cases: [{ ...client, runtime: "python" }] });
    const [only, ...others] = selectServiceCases(header.runtimes, {});
    assert.deepEqual([only!.client, only!.trust, others.length], ["httpx.AsyncClient", "bundle", 0]);
  });

  it("takes named clients on every runtime that has them, and named trusts of the declared clients", () => {
    assert.deepEqual(idsOf({ clients: ["Bun.connect"] }), ["bun/Bun.connect/bundle/shared"]);
    assert.deepEqual(idsOf({ clients: ["fetch"], trusts: ["mtls"] }), [
      "bun/fetch/mtls/shared-options",
      "deno/fetch/mtls/shared-options",
    ]);
    assert.equal(idsOf({ trusts: ["private-ca"] }).length, 5);
  });

  it("says why a client has no shared context", () => {
    const [fetch] = selectServiceCases(facts, { clients: ["fetch"], trusts: ["bundle"] });
    assert.match(fetch!.notShared!, /takes no context object/);
  });

  it("refuses what no runtime has", () => {
    assert.throws(() => idsOf({ clients: ["node:htps"] }), /Did you mean node:https/);
    const onlyNode = facts.filter(({ runtime }) => runtime === "node");
    assert.throws(() => selectServiceCases(onlyNode, { clients: ["empty"] }), UsageError);
  });
});

const options: ServiceOptions = {
  rounds: 1,
  quick: true,
  arrivals: "poisson",
  phaseNs: 500e6,
  p99BoundNs: 50e6,
  clients: ["node:https"],
  trusts: ["private-ca"],
};
const narrow = { ...workbench.options, facts: facts.filter(({ runtime }) => runtime === "bun") };

describe("serviceStudy", () => {
  const small = new Workbench(narrow);
  after(() => small.close());

  it("chooses round rates by what a request costs, and measures every arm of a round at the same", async () => {
    const plan = await planService(small, options);
    const [of] = plan.cases;
    assert.ok(of!.calibration.freshCpuNs > 0 && of!.calibration.serverCpuNs > 0);
    assert.ok((of!.ratePerSecond * of!.calibration.freshCpuNs) / 1e9 <= 0.5);
    assert.deepEqual(serviceStudy.schemas.plan.parse(plan), plan);
    // At whatever rate the machine can do, so that the phases are short.
    const cases = [{ ...of!, ratePerSecond: 50 }];
    const steps = serviceSteps({ ...plan, cases, warmupNs: 100e6 }, 1).slice(0, 3);
    const arrivals = new Set<number>();
    for (const step of steps) {
      const outcome = await serviceStudy.measure(small, plan, step);
      assert.equal(outcome.status, "valid", outcome.status === "failed" ? outcome.reason : "");
      if (outcome.status !== "valid") continue;
      const { value } = outcome;
      arrivals.add(value.latencyUs.length);
      assert.equal(phaseFigures(value).errors, 0);
      assert.ok(value.responsesInPhase <= value.latencyUs.length);
      assert.equal(value.server.fullHandshakes, step.arm === "control" ? 0 : value.latencyUs.length);
      assert.ok(phaseFigures(value).cpuShare > 0);
    }
    assert.equal(arrivals.size, 1);
  });

  it("has the rate that was asked for", async () => {
    const { cases, rateGiven } = await planService(small, { ...options, ratePerSecond: 17 });
    assert.deepEqual([cases[0]!.ratePerSecond, rateGiven], [17, true]);
  });
});
