import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import https from "node:https";
import { after, test } from "node:test";
import type { ServerCounts } from "../core/records.ts";
import { openFixture } from "./fixture-clients.ts";
import { type ListenerName, listenerNames } from "./fixture-protocol.ts";
import { difference } from "./server-process.ts";

const { fixture, server, get, getHttp2, handshake, countsOf, close } = await openFixture();
after(close);

const mtlsFiles = fixture.trustFiles("mtls");
const clientCertificate = {
  cert: await readFile(mtlsFiles.certificateFile!),
  key: await readFile(mtlsFiles.keyFile!),
};
const certificateOfOtherCa = {
  cert: await readFile(fixture.otherServer.certificateFile),
  key: await readFile(fixture.otherServer.keyFile),
};

const nothing: ServerCounts = {
  connections: 0,
  fullHandshakes: 0,
  resumedHandshakes: 0,
  requests: 0,
  clientCertificates: 0,
  failedHandshakes: 0,
  cpuNs: 0,
};

test("fixture server answers HTTP/1.1 over a full handshake, and counts it", async () => {
  const counts = await countsOf(async () => assert.equal(await get("https"), "ok\n"));
  assert.deepEqual(counts, { ...nothing, connections: 1, fullHandshakes: 1, requests: 1 });
});

test("fixture server answers plain HTTP without counting a handshake", async () => {
  const counts = await countsOf(async () => assert.equal(await get("http"), "ok\n"));
  assert.deepEqual(counts, { ...nothing, connections: 1, requests: 1 });
});

test("fixture server answers a client that trusts the bundle", async () => {
  const file = fixture.trustFiles("bundle").caFile!;
  const bundle = JSON.parse(await readFile(file, "utf8")) as string[];
  assert.equal(await get("https", { ca: bundle }), "ok\n");
});

test("fixture server agrees on keys by X25519, whatever else the client offers", async () => {
  const socket = await handshake("https", { ecdhCurve: "X25519MLKEM768:X25519:P-256" });
  assert.deepEqual(socket.getEphemeralKeyInfo(), { type: "ECDH", name: "X25519", size: 253 });
  socket.destroy();
});

test("fixture server answers HTTP/2", async () => {
  const counts = await countsOf(async () => {
    assert.deepEqual(await getHttp2("h2"), { body: "ok\n", status: 200, alpn: "h2" });
  });
  assert.deepEqual(counts, { ...nothing, connections: 1, fullHandshakes: 1, requests: 1 });
});

test("fixture server is refused at `other` by a client that was given the CA", async () => {
  const counts = await countsOf(async () => {
    await assert.rejects(get("other"), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
    await assert.rejects(getHttp2("otherH2"), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  });
  assert.deepEqual(counts, { ...nothing, failedHandshakes: 2 });
});

test("fixture server answers at `other` where the client verifies nothing", async () => {
  assert.equal(await get("other", { rejectUnauthorized: false }), "ok\n");
  assert.equal((await getHttp2("otherH2", { rejectUnauthorized: false })).body, "ok\n");
});

test("fixture server counts a handshake that fails at `other`", async () => {
  const counts = await countsOf(() => assert.rejects(handshake("other", { maxVersion: "TLSv1.2" })));
  assert.deepEqual(counts, { ...nothing, failedHandshakes: 1 });
});

test("fixture server counts client certificates at the mTLS listeners", async () => {
  const counts = await countsOf(async () => {
    assert.equal(await get("httpsMtls", clientCertificate), "ok\n");
    assert.equal((await getHttp2("h2Mtls", clientCertificate)).body, "ok\n");
  });
  const two = { connections: 2, fullHandshakes: 2, requests: 2, clientCertificates: 2 };
  assert.deepEqual(counts, { ...nothing, ...two });
});

test("fixture server refuses clients without a certificate, or with another CA's", async () => {
  const counts = await countsOf(async () => {
    const required = { code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" };
    await assert.rejects(get("httpsMtls"), required);
    await assert.rejects(getHttp2("h2Mtls"), required);
    await assert.rejects(get("httpsMtls", certificateOfOtherCa));
    await assert.rejects(getHttp2("h2Mtls", certificateOfOtherCa));
  });
  assert.deepEqual(counts, { ...nothing, connections: 4, failedHandshakes: 4 });
});

test("fixture server speaks TLS 1.3 only", async () => {
  const socket = await handshake("https");
  assert.equal(socket.getProtocol(), "TLSv1.3");
  socket.destroy();
  const old = { maxVersion: "TLSv1.2", code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" } as const;
  for (const listener of listenerNames.filter((name) => name !== "http")) {
    await assert.rejects(handshake(listener, { maxVersion: old.maxVersion }), { code: old.code }, listener);
  }
});

test("fixture server agrees on one application protocol for each listener", async () => {
  const socket = await handshake("https", { ALPNProtocols: ["h2", "http/1.1"] });
  assert.equal(socket.alpnProtocol, "http/1.1");
  socket.destroy();
  const refused = { code: "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL" };
  await assert.rejects(handshake("https", { ALPNProtocols: ["h2"] }), refused);
  await assert.rejects(handshake("h2", { ALPNProtocols: ["http/1.1"] }), refused);
});

/** An agent that resumes sessions but no connections. */
async function getWithSharedAgent(listener: ListenerName): Promise<ServerCounts> {
  const agent = new https.Agent({ keepAlive: false });
  return await countsOf(async () => {
    for (let index = 0; index < 5; index++) await get(listener, { agent });
  });
}

test("fixture server counts resumed handshakes where it gives tickets", async () => {
  const counts = await getWithSharedAgent("tickets");
  assert.deepEqual(counts, {
    ...nothing,
    connections: 5,
    fullHandshakes: 1,
    resumedHandshakes: 4,
    requests: 5,
  });
});

test("fixture server lets nobody resume where it gives no tickets", async () => {
  const counts = await getWithSharedAgent("https");
  assert.deepEqual(counts, { ...nothing, connections: 5, fullHandshakes: 5, requests: 5 });
});

test("fixture server keeps connections open for their next request", async () => {
  const agent = new https.Agent({ keepAlive: true });
  const counts = await countsOf(async () => {
    for (let index = 0; index < 3; index++) await get("https", { agent });
  });
  agent.destroy();
  assert.deepEqual(counts, { ...nothing, connections: 1, fullHandshakes: 1, requests: 3 });
});

test("fixture server counts its own CPU time", async () => {
  const before = await server.counts();
  for (let index = 0; index < 20; index++) await get("https");
  const { cpuNs } = difference(before, await server.counts());
  assert.ok(cpuNs > 1_000_000 && cpuNs < 2_000_000_000, `${cpuNs} ns`);
});
