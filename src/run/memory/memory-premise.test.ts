import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticMemoryFile } from "../../core/memory/synthetic-memory.ts";
import { brokenMemoryPremise } from "./memory-premise.ts";

/** A process that did what was planned, and what the server saw of it. */
function process(mode: "hold" | "growth") {
  const file = syntheticMemoryFile([{ mode, bytes: 1, client: "node:tls" }], { holdRounds: 1, rounds: 1 });
  const [reading] = file.readings;
  if (reading?.status !== "valid") throw new Error("expected a valid reading");
  return { planned: file.plan.planned[0]!, ...reading.value };
}

describe("brokenMemoryPremise()", () => {
  for (const mode of ["hold", "growth"] as const) {
    it(`has nothing against a process that did what was planned: ${mode}`, () => {
      const { planned, measurement, server } = process(mode);
      assert.equal(brokenMemoryPremise(planned, "1.2.3", measurement, server), null);
    });
  }

  it("names what is not as planned", () => {
    const { planned, measurement, server } = process("hold");
    const why = (changes: { measured?: object; seen?: object; version?: string }) =>
      brokenMemoryPremise(
        planned,
        changes.version ?? "1.2.3",
        { ...measurement, ...changes.measured },
        { ...server, ...changes.seen },
      );
    assert.match(why({ version: "9" })!, /runtime version to be 9, got 1\.2\.3/);
    // A held connection that was closed meanwhile, and made again for the second request.
    assert.match(why({ seen: { connections: 81 } })!, /connections at the server to be 80, got 81/);
    assert.match(why({ seen: { fullHandshakes: 79 } })!, /full handshakes .* 80, got 79/);
    assert.match(why({ seen: { resumedHandshakes: 1 } })!, /resumed handshakes/);
    assert.match(why({ seen: { requests: 80 } })!, /requests at the server to be 152, got 80/);
    assert.match(why({ measured: { clients: 72 } })!, /clients to be 80, got 72/);
    assert.match(why({ measured: { readings: measurement.readings.slice(1) } })!, /counts of the readings/);
  });

  it("expects no connection of `create`", () => {
    const { planned, measurement, server } = process("growth");
    const create = { ...planned, arm: { ...planned.arm, scenario: "create" as const } };
    assert.match(brokenMemoryPremise(create, "1.2.3", measurement, server)!, /requests to be 0, got 400/);
    const none = { ...server, connections: 0, fullHandshakes: 0, requests: 0 };
    assert.equal(brokenMemoryPremise(create, "1.2.3", { ...measurement, requests: 0 }, none), null);
  });

  it("expects a certificate for each handshake of `mtls`, and no handshake without TLS", () => {
    const { planned, measurement, server } = process("hold");
    const mtls = { ...planned, arm: { ...planned.arm, trust: "mtls" as const } };
    assert.match(
      brokenMemoryPremise(mtls, "1.2.3", measurement, server)!,
      /client certificates .* 80, got 0/,
    );
    const plain = { ...planned, arm: { ...planned.arm, trust: "none" as const } };
    assert.match(brokenMemoryPremise(plain, "1.2.3", measurement, server)!, /full handshakes .* 0, got 80/);
  });

  it("asks undici which package ran", () => {
    const { planned, measurement, server } = process("hold");
    const undici = { ...planned, arm: { ...planned.arm, client: "undici" } };
    assert.match(
      brokenMemoryPremise(undici, "1.2.3", measurement, server)!,
      /expected the npm package undici/,
    );
  });
});
