import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../core/analyse-run.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { whyNotMeasured } from "./not-measured.ts";

const reason = "it connects at once";
const results = analyseRun(
  syntheticRun({
    cases: [
      {
        latencyNs: {},
        planned: {
          unsupported: [
            { context: "fresh", reason },
            { context: "shared", reason },
          ],
        },
      },
      {
        client: "fetch",
        latencyNs: { fresh: 1000 },
        planned: { unsupported: [{ context: "shared", reason: "no such object" }] },
      },
    ],
  }),
);

describe("whyNotMeasured()", () => {
  it("says why a case has no number, once for all of its arms", () => {
    assert.equal(whyNotMeasured("node/node:https/bundle/create", results), `unsupported: ${reason}`);
  });

  it("says which part of a ratio is missing, and what is there", () => {
    assert.equal(
      whyNotMeasured("node/fetch/bundle/create", results),
      "shared is unsupported: no such object; measured are node/fetch/bundle/create/fresh",
    );
    assert.equal(whyNotMeasured("node/fetch/bundle/create/shared", results), "unsupported: no such object");
  });

  it("says why one of several builds has no number", () => {
    const unsupported = [{ context: "shared", reason: `node@20.1.0: ${reason}` }] as const;
    const ofBuilds = analyseRun(
      syntheticRun({ cases: [{ latencyNs: { fresh: 1000 }, planned: { unsupported } }] }),
    );
    const id = "node@20.1.0/node:https/bundle/create/shared";
    assert.equal(whyNotMeasured(id, ofBuilds), `unsupported: node@20.1.0: ${reason}`);
    assert.equal(whyNotMeasured(id.replace("20.1.0", "22.1.0"), ofBuilds), null);
  });

  it("knows nothing of what the run does not know", () => {
    assert.equal(whyNotMeasured("node/fetch/mtls/create", results), null);
    assert.equal(whyNotMeasured("node/fetch/bundle/create/fresh", results), null);
  });
});
