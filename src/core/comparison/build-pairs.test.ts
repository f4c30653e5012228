import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Arm, armId, type Context } from "../model.ts";
import { buildPairs, comparedBuilds, comparesBuilds } from "./build-pairs.ts";

const builds = [
  { runtime: "node", build: "node@22.1.0" },
  { runtime: "bun", build: "bun@1.3.0" },
  { runtime: "node", build: "node@26.10.0" },
  { runtime: "bun", build: "bun@1.4.5" },
] as const;

describe("comparedBuilds()", () => {
  it("are those of the runtime, in the order in which they were named", () => {
    assert.deepEqual(comparedBuilds(builds, "node"), ["node@22.1.0", "node@26.10.0"]);
    assert.deepEqual(comparedBuilds(builds, "bun"), ["bun@1.3.0", "bun@1.4.5"]);
  });

  it("are none where a runtime has one build, or is not there", () => {
    assert.equal(comparedBuilds([{ runtime: "node" }], "node"), null);
    assert.equal(comparedBuilds(builds, "deno"), null);
  });
});

describe("comparesBuilds()", () => {
  it("tells a run of builds from one of runtimes", () => {
    assert.equal(comparesBuilds(builds), true);
    assert.equal(comparesBuilds([{ runtime: "node" }, { runtime: "bun" }]), false);
  });
});

describe("buildPairs()", () => {
  const arm = (build: string, context: Context): Arm => {
    return { runtime: "node", client: "node:tls", trust: "bundle", scenario: "create", build, context };
  };
  const names = ["a", "b", "c"];
  const shown = (arms: readonly Arm[]) =>
    buildPairs(arms, names).map(({ base, head }) =>
      `${armId(base)} ${armId(head)}`.replaceAll(/\/[^ ]*\//g, "/"),
    );

  it("hold every later build against the first, under the same context", () => {
    const arms = [
      arm("c", "fresh"),
      arm("a", "fresh"),
      arm("a", "shared"),
      arm("b", "shared"),
      arm("b", "fresh"),
    ];
    assert.deepEqual(shown(arms), ["a/shared b/shared", "a/fresh b/fresh", "a/fresh c/fresh"]);
  });

  it("never hold two later builds against each other", () => {
    assert.deepEqual(shown([arm("b", "fresh"), arm("c", "fresh")]), []);
  });
});
