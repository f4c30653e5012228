/** Claims of the published sweeps over versions, and of what is asked for wrongly. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { resultsFolder } from "../../run/project.ts";
import { findClaim } from "./find-claim.ts";

const run = path.join(resultsFolder, "versions", "bun.jsonl.gz");

describe("findClaim() of a run that compares builds", () => {
  it("finds the strongest regression of the case between neighbours, with or without its kind", async () => {
    for (const kind of [undefined, "regression"] as const) {
      const { finding, result } = await findClaim({ case: "bun/node:tls/bundle/request", kind, run });
      assert.equal(result, null);
      assert.equal(finding.kind, "regression");
      assert.deepEqual(finding.builds, { base: "bun@1.3.14", head: "bun@1.4.5" });
      assert.ok((finding.claim.estimate as { low: number }).low > 1.05);
    }
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
