/**
 * What the documentation lets one expect, where it does, in our words and with its address; and what remains doubtful.
 * Where no documentation says it, that is said: a report is then a question.
 */
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import type { RuntimeName } from "../../core/model.ts";

interface Expectation {
  readonly text: string;
  readonly url: string | null;
  /** What other runtimes than Node say of the same. */
  readonly own?: Readonly<Partial<Record<RuntimeName, string>>>;
}

const secureContext: Expectation = {
  text: "a context that was made once by `tls.createSecureContext()` can be given to many connections. That its CAs are then not processed again for each is what the option is for; no documentation promises it",
  url: "https://nodejs.org/api/tls.html#tlsconnectoptions-callback",
  own: {
    deno: "https://docs.deno.com/api/node/tls/~/CommonConnectionOptions.secureContext",
    bun: "https://bun.sh/reference/node/tls/ConnectionOptions/secureContext",
  },
};

const byKind: Readonly<Record<FindingKind, Expectation>> = {
  regression: {
    text: "a later version is not slower at the same thing; no documentation promises it",
    url: null,
  },
  "sharing-saves-nothing": secureContext,
  "shared-slower": secureContext,
  "roots-parsed-again": {
    text: "the built-in roots are the same for each client, and can be parsed once; no documentation promises it",
    url: null,
  },
  "wall-above-cpu": {
    text: "a connection on one machine takes about what it computes, and does not wait for a delayed acknowledgement; no documentation promises it. Where an API lets one switch Nagle's algorithm off, it is for this reason",
    url: "https://nodejs.org/api/net.html#socketsetnodelaynodelay",
    own: { deno: "https://docs.deno.com/api/deno/~/Deno.TcpConn" },
  },
  "memory-kept": {
    text: "destroying a stream releases its internal resources",
    url: "https://nodejs.org/api/stream.html#readabledestroyerror",
  },
};

/** Markdown. */
export function expectationText({ kind, of }: Finding): string {
  const { text, url: usual, own } = byKind[kind];
  const url = own?.[of.runtime] ?? usual;
  const capital = `${text[0]!.toUpperCase()}${text.slice(1)}`;
  return url === null ? `${capital}.` : `${capital}: ${url}`;
}

/** Markdown: what the claim does not say. Of a cause that was found by hand it is not said that it is unknown. */
export function doubtText({ kind, layer }: Finding, isLookedInto: boolean): string {
  const where = {
    runtime:
      kind === "memory-kept"
        ? "what holds it is not shown by these figures"
        : "where in the runtime the time goes is not shown by these figures",
    "client-library":
      "whether the package or the runtime under it is the cause is not shown by these figures",
    kernel: "the wait is in the kernel, which does as it is told by the socket's options",
  }[layer];
  const own = {
    regression: isLookedInto
      ? "the figures are one machine's"
      : "what changed between the versions is not shown",
    "sharing-saves-nothing": "a saving below the interval's width would not have been seen",
    "roots-parsed-again": "part of the difference may be the look-up among more roots",
    "shared-slower": "the two arms differ in the options that the client is given, too",
    "wall-above-cpu": "another kernel's acknowledgements may come sooner",
    "memory-kept": "growth that ends after more clients than were made would look the same",
  }[kind];
  return isLookedInto ? `${own}.` : `${own}; ${where}.`;
}
