import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chosenRate, ladderRates } from "./rates.ts";

describe("chosenRate()", () => {
  const cheapServer = { sharedCpuNs: 1e6, serverCpuNs: 1e3 };
  it("lets fresh take half a core at most, at a round rate", () => {
    assert.equal(chosenRate({ ...cheapServer, freshCpuNs: 7e6 }), 63);
    assert.equal(chosenRate({ ...cheapServer, freshCpuNs: 5e6 }), 100);
    assert.equal(chosenRate({ ...cheapServer, freshCpuNs: 5.01e6 }), 80);
  });

  it("keeps the server below its limit where that is reached first", () => {
    assert.equal(chosenRate({ freshCpuNs: 0.1e6, sharedCpuNs: 0.1e6, serverCpuNs: 1e6 }), 500);
  });

  it("goes no lower than one a second", () => {
    assert.equal(chosenRate({ ...cheapServer, freshCpuNs: 9e9 }), 1);
  });
});

describe("ladderRates()", () => {
  it("goes from well below what the CPU time allows to well above", () => {
    assert.deepEqual(ladderRates(10e6), [50, 63, 80, 100, 125, 160, 200, 250]);
    assert.deepEqual(ladderRates(1e6), [500, 630, 800, 1000, 1250, 1600, 2000, 2500]);
  });

  it("has a step for whatever a request costs", () => {
    assert.deepEqual(ladderRates(60e9), [1]);
  });
});
