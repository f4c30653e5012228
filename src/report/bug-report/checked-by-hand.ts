/**
 * What was found by hand of a cause, in the version concerned: read in the runtime's own source, or tried. Each is for the
 * versions that it was checked with and no other, and each figure is printed by a script in docs/by-hand. Markdown.
 */
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import type { Case } from "../../core/model.ts";

interface Checked {
  readonly kinds: readonly FindingKind[];
  readonly isOf: (of: Case) => boolean;
  /** Of the accused build. */
  readonly versions: RegExp;
  readonly text: string;
}

const peerChain =
  "after each handshake `buildPeerLegacyCertificate()` (`ext:deno_node/_tls_wrap.js`) calls `completePeerCertificateChainFromCA()`, " +
  "which makes an `X509Certificate` and a legacy object of **every** CA in `secureContext.context.ca` before it looks whether the " +
  "peer's certificate needs an issuer at all. The function is in 2.8.3 and in 2.9.6 and not in 2.7.14. Where a script " +
  "cuts `secureContext.context.ca` to one CA after `tls.connect()` has handed all of them to the native side, a handshake takes " +
  "1.3 ms instead of 6.8 with 2.9.6, and 1.2 either way with 2.7.14 (docs/by-hand/deno-node-tls.ts of ctxcost). The same " +
  "work is what made a request over `node:tls` so much longer in 2.8.0 (2.7.14 → 2.8.0 by bisection: +227 % [221, 232]) and what a shared context does not save.";

const checked: readonly Checked[] = [
  {
    kinds: ["sharing-saves-nothing", "regression"],
    isOf: ({ runtime, scenario, trust }) =>
      runtime === "deno" && scenario === "request" && trust === "bundle",
    versions: /^2\.(8\.3|9\.6)$/,
    text: peerChain,
  },
  {
    kinds: ["wall-above-cpu"],
    isOf: ({ client }) => client === "Deno.connectTls",
    versions: /^2\.9\.6$/,
    text:
      "the client's second small write waits for the acknowledgement of its first (Nagle's algorithm), which the server's kernel " +
      "delays. With TLS 1.3 `handshake()` does not wait, the first response does: where the request is written 60 ms after the " +
      "handshake, all takes 4 ms besides those instead of 44 (docs/by-hand/deno-connect-tls.ts of ctxcost). With TLS 1.2 it is the " +
      "handshake that waits. With `Deno.connect()`, `setNoDelay(true)` and `Deno.startTls()` nothing waits (the script's second " +
      "line), which is a way around it; a `Deno.TlsConn` has no `setNoDelay()`.",
  },
  {
    kinds: ["memory-kept"],
    isOf: ({ runtime, client, scenario }) =>
      runtime === "deno" && client === "node:tls" && scenario === "create",
    versions: /^2\.9\.6$/,
    text:
      "neither an unconnected `net.Socket` nor CAs are needed. Of 500 sockets of `tls.connect({ host, port }).destroy()` a `WeakRef` " +
      "still finds all 500 after full collections, and all of 500 whose connection was refused; of 500 refused " +
      "`net.connect()` it finds none, and on Node 26.10.0 and Bun 1.4.5 none of any (docs/by-hand/closed-tls-socket.ts of ctxcost).",
  },
];

/** Null where nothing was looked into. */
export function checkedText({ kind, of }: Pick<Finding, "kind" | "of">, version: string): string | null {
  const found = checked.find(
    ({ kinds, isOf, versions }) => kinds.includes(kind) && isOf(of) && versions.test(version),
  );
  return found?.text ?? null;
}
