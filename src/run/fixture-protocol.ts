/** What the fixture server and the process that starts it say to each other: lines of JSON over stdin and stdout. */
import { z } from "zod";
import type { ServerCounts } from "../core/records.ts";

/**
 * The ports that the server listens on. All of them answer a GET with a small body.
 * - `https`, `h2`: HTTP/1.1 and HTTP/2 over TLS 1.3, no session tickets
 * - `httpsMtls`, `h2Mtls`: the same, and only for clients with a certificate by the private CA
 * - `other`, `otherH2`: with a certificate by a CA that no client is given
 * - `http`: HTTP/1.1 without TLS
 * - `tickets`: as `https`, with session tickets: clients can resume
 */
export const listenerNames = [
  "https",
  "h2",
  "httpsMtls",
  "h2Mtls",
  "other",
  "otherH2",
  "http",
  "tickets",
] as const;
export type ListenerName = (typeof listenerNames)[number];

/** The only TLS version that the server speaks, as Node writes it. */
export const tlsVersion = "TLSv1.3";

/**
 * The only group that the server agrees on keys by: every client sends a share for it in its first message. By itself
 * OpenSSL ≥ 3.5 prefers X25519MLKEM768, for which Deno 2.9 sends none: the server asks it to begin again (RFC 8446,
 * 4.1.4), and its handshakes alone would have one more round trip.
 */
export const keyExchangeGroup = "X25519";

/** What every listener answers a GET with. */
export const answerBody = "ok\n";

const certificateFiles = z.object({ certificateFile: z.string(), keyFile: z.string() });

/** The first line on the server's stdin: paths of PEM files. */
export const serverConfigurationSchema = z.object({
  caPemFile: z.string(),
  server: certificateFiles,
  otherServer: certificateFiles,
});
export type ServerConfiguration = z.infer<typeof serverConfigurationSchema>;

/** Every further line on the server's stdin. */
export const countsQuestion = JSON.stringify({ kind: "counts" });

const count = z.number().int().nonnegative();

/** All of its numbers grow from the server's start. */
const serverCountsSchema: z.ZodType<ServerCounts> = z.object({
  connections: count,
  fullHandshakes: count,
  resumedHandshakes: count,
  requests: count,
  clientCertificates: count,
  failedHandshakes: count,
  cpuNs: count,
});

/** The lines on the server's stdout: `listening` once, then one `counts` for each question. */
export const serverAnswerSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("listening"),
    ports: z.record(z.enum(listenerNames), z.number().int().positive()),
  }),
  z.object({ kind: z.literal("counts"), counts: serverCountsSchema }),
]);
export type ServerAnswer = z.infer<typeof serverAnswerSchema>;
