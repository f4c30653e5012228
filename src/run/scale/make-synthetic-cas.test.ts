import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { before, describe, it } from "node:test";
import tls from "node:tls";
import { caKind } from "./ca-kind.ts";
import { makeSyntheticCas } from "./make-synthetic-cas.ts";

/** One root of each kind, twice: RSA keys are shared, and must not make two twins alike. */
const kinds = [...Map.groupBy(tls.rootCertificates, caKind).values()].map((group) => group[0]!);
const roots = [...kinds, ...kinds];

describe("makeSyntheticCas()", () => {
  let twins: string[];
  before(async () => {
    twins = await makeSyntheticCas(roots);
  });

  it("makes a twin of each root's kind, signed by itself", () => {
    assert.ok(kinds.length >= 5, String(kinds.length));
    assert.deepEqual(twins.map(caKind), roots.map(caKind));
    for (const twin of twins) {
      const certificate = new X509Certificate(twin);
      assert.ok(certificate.ca && certificate.verify(certificate.publicKey), certificate.subject);
    }
  });

  it("keeps the length within 40 bytes of PEM, and the dates", () => {
    for (const [index, twin] of twins.entries()) {
      const [own, like] = [new X509Certificate(twin), new X509Certificate(roots[index]!)];
      assert.ok(
        Math.abs(twin.trim().length - roots[index]!.trim().length) <= 40,
        `${own.subject}: ${twin.length}`,
      );
      assert.equal(own.validFrom, like.validFrom);
      assert.equal(own.validTo, like.validTo);
    }
  });

  it("gives no two the same name, serial number, fingerprint or key identifier", () => {
    const all = twins.map((twin) => new X509Certificate(twin));
    for (const field of ["subject", "serialNumber", "fingerprint256"] as const) {
      assert.equal(new Set(all.map((one) => one[field])).size, all.length, field);
    }
  });

  it("leaves no name that a root has", () => {
    const known = new Set(tls.rootCertificates.map((pem) => new X509Certificate(pem).subject));
    for (const twin of twins) assert.ok(!known.has(new X509Certificate(twin).subject));
  });
});
