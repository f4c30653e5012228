import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Arm, Context } from "../core/model.ts";
import type { Check } from "../core/records.ts";
import { exclusion, withoutFailedBuilds } from "./failed-premises.ts";
import type { SelectedCase } from "./plan.ts";

const of = { runtime: "bun", client: "fetch", trust: "bundle", scenario: "request" } as const;

function armOf(context: Context, build?: string): Arm {
  return { ...of, context, ...(build === undefined ? {} : { build }) };
}

function caseOf(...arms: Arm[]): SelectedCase {
  return { of, id: "bun/fetch/bundle/request", arms, unsupported: [] };
}

function failed(build?: string): Check {
  const { runtime, client, trust } = of;
  const base = { kind: "check", runtime, client, trust, context: "fresh", premise: "refuses" } as const;
  return { ...base, ...(build === undefined ? {} : { build }), passed: false, detail: "it was answered" };
}

const reason = 'not measured: premise "fresh refuses" failed: it was answered';

describe("withoutFailedBuilds()", () => {
  const whole = caseOf(
    armOf("fresh", "bun@1.1"),
    armOf("shared", "bun@1.1"),
    armOf("fresh", "bun@1.4"),
    armOf("shared", "bun@1.4"),
  );
  it("leaves out every arm of the build that failed, says why, and keeps the others", () => {
    const { arms, unsupported } = withoutFailedBuilds(whole, [failed("bun@1.1")]);
    assert.deepEqual(arms, [armOf("fresh", "bun@1.4"), armOf("shared", "bun@1.4")]);
    assert.deepEqual(unsupported, [
      { context: "fresh", reason: `bun@1.1: ${reason}` },
      { context: "shared", reason: `bun@1.1: ${reason}` },
    ]);
  });
  it("changes nothing where another client failed, or where the run has one build", () => {
    assert.equal(withoutFailedBuilds(whole, [{ ...failed("bun@1.1"), client: "node:tls" }]), whole);
    const single = caseOf(armOf("fresh"), armOf("shared"));
    assert.equal(withoutFailedBuilds(single, [failed()]), single);
  });
});

describe("exclusion()", () => {
  it("excludes a case of a run with one build, with the premise and what was seen", () => {
    assert.equal(exclusion(caseOf(armOf("fresh")), [failed()]), reason);
  });
  it("excludes nothing for a check of another trust", () => {
    assert.equal(exclusion(caseOf(armOf("fresh")), [{ ...failed(), trust: "mtls" }]), null);
  });
});
