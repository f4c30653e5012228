import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serviceSteps } from "../../core/service/service-steps.ts";
import { syntheticService, syntheticServiceCase, usualPhase } from "../../core/service/synthetic-service.ts";
import type { ServiceAnswer, ServiceJob } from "../../protocol/job.ts";
import { brokenServicePremise } from "./service-premise.ts";

const target = { host: "127.0.0.1", port: 1, path: "/" };
const job: ServiceJob = {
  kind: "service",
  client: "node:https",
  context: "fresh",
  arrivalsNs: [0, 1, 2],
  marksNs: [0, 3],
  probesNs: [0],
  patienceNs: 1,
  endpoint: target,
  trustFiles: { caFile: null, certificateFile: null, keyFile: null },
};
const answer: ServiceAnswer = {
  kind: "served",
  latencyUs: [9, 9, 9],
  lateUs: [0, 0, 0],
  probeLateUs: [0],
  marks: { atNs: [0, 3], cpuNs: [0, 1] },
  wholeNs: 3,
  firstError: null,
  runtimeVersion: "1.2.3",
  packageThatRan: null,
  cpuNs: 1,
};
const three = {
  connections: 3,
  fullHandshakes: 3,
  resumedHandshakes: 0,
  requests: 3,
  clientCertificates: 0,
  failedHandshakes: 0,
  cpuNs: 1,
};

function broken(
  arm: string,
  changes: Partial<ServiceAnswer>,
  server: Partial<typeof three>,
  client = "node:https",
) {
  const { plan } = syntheticService({ cases: [syntheticServiceCase({ client })], phase: usualPhase });
  const step = serviceSteps(plan, 1).find((one) => one.arm === arm)!;
  return brokenServicePremise(step, "1.2.3", job, { ...answer, ...changes }, { ...three, ...server });
}

describe("brokenServicePremise()", () => {
  it("finds nothing where the server saw what the worker says it did", () => {
    assert.equal(broken("fresh", {}, {}), null);
    assert.equal(broken("control", {}, { connections: 0, fullHandshakes: 0, requests: 0 }), null);
  });

  it("refuses clients that were not made, resumed ones, and any in the control", () => {
    assert.match(
      broken("fresh", {}, { connections: 1 })!,
      /expected connections at the server to be 3, got 1/,
    );
    assert.match(broken("fresh", {}, { fullHandshakes: 2 })!, /full handshakes at the server to be 3, got 2/);
    assert.match(broken("shared", {}, { resumedHandshakes: 1 })!, /resumed handshakes/);
    assert.match(broken("fresh", {}, { requests: 4 })!, /requests at the server to be 3, got 4/);
    assert.match(broken("control", {}, {})!, /requests at the server to be 0, got 3/);
  });

  it("leaves open whether one that got no response reached the server", () => {
    const failed = { latencyUs: [9, null, 9], firstError: "reset" };
    assert.equal(broken("fresh", failed, { requests: 2, fullHandshakes: 2, connections: 3 }), null);
    assert.match(
      broken("fresh", failed, { requests: 1 })!,
      /requests at the server to be from 2 to 3, got 1/,
    );
  });

  it("refuses another runtime, another undici, and columns of another length", () => {
    assert.match(broken("fresh", { runtimeVersion: "9" }, {})!, /runtime version to be 1.2.3, got 9/);
    assert.match(broken("fresh", {}, {}, "undici")!, /expected the npm package undici/);
    assert.equal(broken("fresh", { packageThatRan: "undici 8.13.1 (npm)" }, {}, "undici"), null);
    assert.match(broken("fresh", { lateUs: [0, 0] }, {})!, /started arrivals to be 3, got 2/);
    assert.match(broken("fresh", { marks: { atNs: [0], cpuNs: [0] } }, {})!, /readings of the CPU clock/);
  });
});
