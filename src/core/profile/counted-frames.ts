/**
 * Which frames of a profile count, per runtime, and why: the only place that says so. A profile has no native frames
 * of its own: native work shows under the function of JavaScript that called it, or as a frame without a file where
 * the engine knows the native function's name. A frame counts with everything that it calls.
 */
import type { RuntimeName } from "../model.ts";
import type { CallFrame } from "./cpu-profile.ts";

/**
 * - `context`: builds a TLS context
 * - `certificates`: works on the CAs that the client was given, outside of building a context
 */
export type CountedKind = "context" | "certificates";

export interface CountedFrame {
  readonly kind: CountedKind;
  readonly functionName: string;
  /** The end of the file's address; empty for a native function. */
  readonly file: string;
  readonly reason: string;
}

const poolKey = "writes all CAs into the name of the Agent's pool, several times a request";

export const countedFrames: Readonly<Record<RuntimeName, readonly CountedFrame[]>> = {
  node: [
    {
      kind: "context",
      functionName: "createSecureContext",
      file: "node:internal/tls/common",
      reason:
        "makes the SSL_CTX and hands it the CAs one by one; OpenSSL's parsing is native, under `addCACerts`",
    },
    { kind: "certificates", functionName: "getName", file: "node:https", reason: poolKey },
  ],
  bun: [
    {
      kind: "context",
      functionName: "SecureContext",
      file: "node:tls",
      reason:
        "the constructor, by `createSecureContext` and by a socket that is given options: natively it builds (`createPrivate`) or finds one of the same content (`intern`)",
    },
    { kind: "certificates", functionName: "getName", file: "node:https", reason: poolKey },
    {
      kind: "certificates",
      functionName: "_getSession",
      file: "node:https",
      reason: "looks up a session by that name, a text that is put together (and hashed) only now",
    },
  ],
  deno: [
    {
      kind: "context",
      functionName: "initClientTls",
      file: "",
      reason: "parses the CAs into rustls' store, for each connection, shared or not",
    },
    {
      kind: "context",
      functionName: "SecureContext",
      file: "ext:deno_node/_tls_common.ts",
      reason:
        "the constructor behind `createSecureContext`: it checks the options, parses the key, stores the CAs",
    },
    {
      kind: "context",
      functionName: "op_fetch_custom_client",
      file: "",
      reason: "`Deno.createHttpClient` parses its CAs in it",
    },
    {
      kind: "certificates",
      functionName: "completePeerCertificateChainFromCA",
      file: "ext:deno_node/_tls_wrap.js",
      reason: "turns every CA into an object of JavaScript, for each connection, to find the peer's issuer",
    },
    { kind: "certificates", functionName: "getName", file: "ext:deno_node/https.ts", reason: poolKey },
  ],
  python: [
    {
      kind: "context",
      functionName: "create_default_context",
      file: "ssl.py",
      reason:
        "makes the SSL_CTX and loads the CAs; by httpx's `create_ssl_context`, which does not count: it also runs where it is given a context, and hands that on",
    },
    {
      kind: "context",
      functionName: "load_verify_locations",
      file: "",
      reason:
        "native: OpenSSL reads the PEM text, parses each CA and puts it into the store; on Python 3.10 it shows under its caller, `create_default_context`",
    },
    {
      kind: "context",
      functionName: "load_cert_chain",
      file: "",
      reason: "native: reads and parses the client's certificate and key",
    },
  ],
};

/** As what a frame counts, or null. */
export function countedKind(runtime: RuntimeName, { functionName, url }: CallFrame): CountedKind | null {
  const counted = countedFrames[runtime].find(
    (one) => one.functionName === functionName && (one.file === "" ? url === "" : url.endsWith(one.file)),
  );
  return counted?.kind ?? null;
}
