import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { makeCertificates } from "./make-certificates.ts";

const validity = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2026-04-01T00:00:00Z") };
const made = await makeCertificates(validity);
const ca = new X509Certificate(made.ca);
const server = new X509Certificate(made.server.certificate);
const client = new X509Certificate(made.client.certificate);
const otherServer = new X509Certificate(made.otherServer.certificate);

test("makeCertificates() signs server and client by the CA, and the other server by another", () => {
  assert.equal(ca.ca, true);
  for (const leaf of [server, client]) {
    assert.equal(leaf.ca, false);
    assert.ok(leaf.checkIssued(ca));
    assert.ok(leaf.verify(ca.publicKey));
  }
  assert.ok(!otherServer.checkIssued(ca), "a client must not even take the CA for the issuer");
  assert.ok(!otherServer.verify(ca.publicKey));
});

test("makeCertificates() names localhost by name and by both addresses", () => {
  for (const leaf of [server, otherServer]) {
    assert.equal(leaf.checkHost("localhost"), "localhost");
    assert.equal(leaf.checkIP("127.0.0.1"), "127.0.0.1");
    assert.equal(leaf.checkIP("::1"), "::1");
  }
});

test("makeCertificates() allows each certificate its purpose and no other", () => {
  const serverAuth = "1.3.6.1.5.5.7.3.1";
  const clientAuth = "1.3.6.1.5.5.7.3.2";
  // Node calls the extended key usage `keyUsage`.
  assert.deepEqual(server.keyUsage, [serverAuth]);
  assert.deepEqual(otherServer.keyUsage, [serverAuth]);
  assert.deepEqual(client.keyUsage, [clientAuth]);
});

test("makeCertificates() is valid between the given instants", () => {
  for (const certificate of [ca, server, client, otherServer]) {
    assert.equal(certificate.validFromDate.getTime(), validity.notBefore.getTime());
    assert.equal(certificate.validToDate.getTime(), validity.notAfter.getTime());
  }
});

test("makeCertificates() gives PKCS #8 keys on P-256 that belong to their certificates", () => {
  for (const { certificate, key } of [made.server, made.client, made.otherServer]) {
    assert.match(key, /^-----BEGIN PRIVATE KEY-----\n/);
    const privateKey = createPrivateKey(key);
    assert.equal(privateKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.ok(new X509Certificate(certificate).checkPrivateKey(privateKey));
  }
});

test("makeCertificates() gives every certificate a positive serial number of 16 bytes", () => {
  const serialNumbers = [ca, server, client, otherServer].map((certificate) => certificate.serialNumber);
  for (const serialNumber of serialNumbers) assert.match(serialNumber, /^[4-7][0-9A-F]{31}$/);
  assert.equal(new Set(serialNumbers).size, 4);
});
