/**
 * The server that clients are measured against, a process of its own: `node src/run/fixture-server.ts` reads its
 * configuration as a line of JSON on stdin, prints its ports, and answers each further line with what it has counted.
 * It ends when its stdin does, and so never outlives the process that started it.
 */
import { constants } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import type net from "node:net";
import readline from "node:readline";
import type tls from "node:tls";
import type { ServerCounts } from "../core/records.ts";
import {
  answerBody,
  countsQuestion,
  keyExchangeGroup,
  type ListenerName,
  type ServerAnswer,
  type ServerConfiguration,
  serverConfigurationSchema,
  tlsVersion,
} from "./fixture-protocol.ts";

type Counter = Exclude<keyof ServerCounts, "cpuNs">;

const counted: Record<Counter, number> = {
  connections: 0,
  fullHandshakes: 0,
  resumedHandshakes: 0,
  requests: 0,
  clientCertificates: 0,
  failedHandshakes: 0,
};

let closedConnections = 0;

/** Longer than any run: a connection is closed by its client, or not at all. */
const keepAliveTimeoutMs = 24 * 3_600_000;

/**
 * What a client has finished may still wait in the kernel: libuv accepts one connection a turn, and a handshake that
 * fails takes some turns to be reported. Counts are given when nothing has changed for this many turns.
 */
const quietTurnsBeforeCounts = 16;
/** A client that never stops must not keep the answer back for ever. */
const longestWaitMs = 1000;

const answerHeaders = { "content-type": "text/plain", "content-length": Buffer.byteLength(answerBody) };

function answerHttp1(_request: http.IncomingMessage, response: http.ServerResponse): void {
  counted.requests++;
  response.writeHead(200, answerHeaders).end(answerBody);
}

function answerHttp2(stream: http2.ServerHttp2Stream): void {
  counted.requests++;
  // A client that resets its stream is the client's affair; without a listener it would end this process.
  stream.on("error", ignore);
  stream.respond({ ":status": 200, ...answerHeaders });
  stream.end(answerBody);
}

function ignore(): void {}

/**
 * Without tickets and without `resumeSession` handlers no client can resume a session: a shared agent would, a
 * shared context would not, and the difference would be taken for the context's cost.
 */
function tlsOptions(files: ServerConfiguration["server"], clientCa: string | null): tls.TlsOptions {
  return {
    cert: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
    minVersion: tlsVersion,
    maxVersion: tlsVersion,
    ecdhCurve: keyExchangeGroup,
    secureOptions: constants.SSL_OP_NO_TICKET,
    noDelay: true,
    ...(clientCa === null ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
  };
}

function http1Server(options: tls.TlsOptions): https.Server {
  return https.createServer({ ...options, ALPNProtocols: ["http/1.1"] }, answerHttp1);
}

function http2Server(options: tls.TlsOptions): tls.Server {
  return http2
    .createSecureServer({ ...options, ALPNProtocols: ["h2"] })
    .on("stream", answerHttp2)
    .on("sessionError", ignore);
}

function makeServers(configuration: ServerConfiguration): Record<ListenerName, net.Server> {
  const plain = tlsOptions(configuration.server, null);
  const mtls = tlsOptions(configuration.server, readFileSync(configuration.caPemFile, "utf8"));
  const other = tlsOptions(configuration.otherServer, null);
  return {
    https: http1Server(plain),
    h2: http2Server(plain),
    httpsMtls: http1Server(mtls),
    h2Mtls: http2Server(mtls),
    other: http1Server(other),
    otherH2: http2Server(other),
    http: http.createServer({ noDelay: true }, answerHttp1),
    tickets: http1Server({ ...plain, secureOptions: 0 }),
  };
}

function countAt(server: net.Server, name: ListenerName): void {
  // A failed handshake is always worth knowing; at `other` it is what the test of refusal expects.
  server.on("tlsClientError", () => counted.failedHandshakes++);
  server.on("connection", (socket: net.Socket) => socket.once("close", () => closedConnections++));
  if (name === "other" || name === "otherH2") return;
  server.on("connection", () => counted.connections++);
  server.on("secureConnection", (socket: tls.TLSSocket) => {
    if (socket.isSessionReused()) counted.resumedHandshakes++;
    else counted.fullHandshakes++;
    if (socket.getPeerX509Certificate()) counted.clientCertificates++;
  });
}

function listen(server: net.Server, name: ListenerName): Promise<number> {
  if (server instanceof http.Server || server instanceof https.Server) {
    server.keepAliveTimeout = keepAliveTimeoutMs;
  }
  countAt(server, name);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0, backlog: 511 }, () => {
      // From here on an error is one connection's, e.g. too many open files; the next one may succeed.
      server.off("error", reject).on("error", (error) => console.error(`${name}: ${error.message}`));
      resolve((server.address() as net.AddressInfo).port);
    });
  });
}

async function start(line: string): Promise<void> {
  const configuration = serverConfigurationSchema.parse(JSON.parse(line));
  const ports: Partial<Record<ListenerName, number>> = {};
  for (const [name, server] of Object.entries(makeServers(configuration)) as [ListenerName, net.Server][]) {
    ports[name] = await listen(server, name);
  }
  print({
    kind: "listening",
    ports: ports as Record<ListenerName, number>,
  });
}

/** Grows with everything that happens here. */
function activity(): number {
  return Object.values(counted).reduce((sum, count) => sum + count, 0) + closedConnections;
}

async function answerCounts(): Promise<void> {
  const latestMs = performance.now() + longestWaitMs;
  let seen = activity();
  for (let quiet = 0; quiet < quietTurnsBeforeCounts && performance.now() < latestMs; quiet++) {
    await new Promise(setImmediate);
    if (activity() === seen) continue;
    seen = activity();
    quiet = 0;
  }
  const { user, system } = process.cpuUsage();
  print({ kind: "counts", counts: { ...counted, cpuNs: (user + system) * 1000 } });
}

function print(answer: ServerAnswer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function main(): Promise<void> {
  // Nobody is left to read the answers.
  process.stdout.on("error", () => process.exit(0));
  const lines = readline.createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("close", () => process.exit(process.exitCode ?? 0));
  let started = false;
  for await (const line of lines) {
    if (!started) {
      await start(line);
      started = true;
    } else if (line === countsQuestion) await answerCounts();
    else throw new Error(`read a line of stdin: expected ${countsQuestion}, got ${line.slice(0, 80)}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
