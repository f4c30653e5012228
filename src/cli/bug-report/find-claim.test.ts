/** Claims of the published sweeps over versions, and of what is asked for wrongly. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { resultsFolder } from "../../run/project.ts";
import { findClaim } from "./find-claim.ts";

const run = path.join(resultsFolder, "versions", "bun.jsonl.gz");

describe("findClaim() of the memory study's file", () => {
  const study = path.join(resultsFolder, "studies", "memory.jsonl.gz");
  const words = { case: "deno/node:tls/private-ca/create", run: study };

  it("needs no --kind", async () => {
    const { finding, evidence } = await findClaim(words);
    assert.deepEqual([finding.kind, evidence], ["memory-kept", null]);
  });
  it("refuses a kind that only a run shows", async () => {
    await assert.rejects(
      findClaim({ ...words, kind: "shared-slower" }),
      /--kind shared-slower: .*memory\.jsonl\.gz is the memory study; expected --kind memory-kept/,
    );
  });
});

describe("findClaim() of a run that compares builds", () => {
  it("finds the strongest regression of the case between neighbours, with or without its kind", async () => {
    for (const kind of [undefined, "regression"] as const) {
      const { finding, evidence } = await findClaim({ case: "bun/node:tls/bundle/request", kind, run });
      assert.deepEqual(
        evidence!.arms.map(({ name, arm }) => [name, arm.arm.context, arm.meanCpu.state]),
        [
          ["bun@1.3.14", "fresh", "measured"],
          ["bun@1.4.5", "fresh", "measured"],
        ],
      );
      assert.equal(evidence!.newest, null);
      assert.equal(finding.kind, "regression");
      assert.deepEqual(finding.builds, { base: "bun@1.3.14", head: "bun@1.4.5" });
      assert.ok((finding.claim.estimate as { low: number }).low > 1.05);
    }
  });
  it("has the newest version's figure where the accused one is older", async () => {
    const deno = path.join(resultsFolder, "versions", "deno.jsonl.gz");
    const { finding, evidence } = await findClaim({ case: "deno/node:tls/bundle/request", run: deno });
    assert.deepEqual(finding.builds, { base: "deno@2.7.14", head: "deno@2.8.3" });
    const { build, overBase } = evidence!.newest!;
    assert.equal(build, "deno@2.9.6");
    // As results/versions-deno.md has it: +294 % against the oldest that has the arm.
    assert.equal(Math.round(100 * overBase.interval.value), 394);
  });
  it("says where no build became slower, where there is no such case, and what --run is for", async () => {
    await assert.rejects(
      findClaim({ case: "bun/fetch/bundle/create", run }),
      /regression: no build of the file/,
    );
    await assert.rejects(
      findClaim({ case: "bun/fetch/bundel/request", run }),
      /the nearest there are bun\/fetch\/bundle\/request[,;]/,
    );
    await assert.rejects(
      findClaim({ case: "bun/fetch/bundle/request", kind: "regression" }),
      /--kind regression: expected --run/,
    );
  });
});
