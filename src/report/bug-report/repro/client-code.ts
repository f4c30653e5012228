/**
 * How a repro uses one client: the text of a function `use(ca, shared)`. It makes a client of its own, lets it do what
 * the scenario says, and closes it. `ca` is undefined for the runtime's own roots, `shared` for a context of its own.
 */
import type { Case } from "../../../core/model.ts";

export interface ClientCode {
  /** The API in the words of its documentation. */
  readonly api: string;
  readonly imports: readonly string[];
  readonly use: string;
  /** Why the code is of another API than the case; null where it is the case's own. */
  readonly insteadOf: string | null;
}

const tlsImport = 'import tls from "node:tls";';

const tlsRequest = `function use(ca, shared) {
  const secureContext = shared ?? tls.createSecureContext({ ca });
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: "127.0.0.1", port, secureContext });
    socket.on("secureConnect", () => socket.write("GET / HTTP/1.0\\r\\n\\r\\n"));
    socket.on("data", () => {}).on("end", () => resolve(socket.destroy())).on("error", reject);
  });
}`;

const tlsCreate = `async function use(ca, shared) {
  const secureContext = shared ?? tls.createSecureContext({ ca });
  const tcp = new net.Socket();
  const socket = tls.connect({ socket: tcp, host: "127.0.0.1", secureContext });
  socket.on("error", () => {});
  socket.destroy();
  tcp.destroy();
}`;

const httpsRequest = `function use(ca, shared) {
  const agent = new https.Agent(shared ? { secureContext: shared } : { ca });
  return new Promise((resolve, reject) => {
    const onResponse = (response) => response.resume().on("end", () => resolve(agent.destroy()));
    https.get({ host: "127.0.0.1", port, agent }, onResponse).on("error", reject);
  });
}`;

const httpsCreate = `async function use(ca, shared) {
  new https.Agent(shared ? { secureContext: shared } : { ca }).destroy();
}`;

const connectTls = `async function use(ca) {
  const connection = await Deno.connectTls({ hostname: "127.0.0.1", port: Number(port), caCerts: ca });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.0\\r\\n\\r\\n"));
  await connection.read(new Uint8Array(65_536));
  connection.close();
}`;

const denoFetch = `async function use(ca) {
  const client = Deno.createHttpClient({ caCerts: ca });
  await (await fetch(\`https://127.0.0.1:\${port}/\`, { client })).text();
  client.close();
}`;

const denoFetchCreate = `async function use(ca) {
  Deno.createHttpClient({ caCerts: ca }).close();
}`;

const bunFetch = `async function use(ca) {
  const response = await fetch(\`https://127.0.0.1:\${port}/\`, { tls: { ca }, keepalive: false });
  await response.text();
}`;

const bunConnect = `function use(ca, shared) {
  return new Promise((resolve, reject) => {
    const handshake = (own, _success, error) => (error ? reject(error) : own.write("GET /\\r\\n"));
    const socket = { handshake, data: (own) => resolve(own.end()) };
    const tls = shared ? { secureContext: shared.context } : ca ? { ca } : true; // Of no options: without TLS.
    Bun.connect({ hostname: "127.0.0.1", port: Number(port), tls, socket }).catch(reject);
  });
}`;

type Scenarios = Partial<Record<Case["scenario"], string>>;

/** By client, or by runtime and client where the same name is another API. */
const codes: Readonly<
  Record<string, { readonly api: string; readonly imports: readonly string[] } & Scenarios>
> = {
  "node:tls": { api: "tls.connect", imports: [], request: tlsRequest, create: tlsCreate },
  "node:https": {
    api: "https.get with an https.Agent",
    imports: ['import https from "node:https";'],
    request: httpsRequest,
    create: httpsCreate,
  },
  "Deno.connectTls": { api: "Deno.connectTls", imports: [], request: connectTls },
  "deno/fetch": {
    api: "fetch with Deno.createHttpClient",
    imports: [],
    request: denoFetch,
    create: denoFetchCreate,
  },
  "bun/fetch": { api: "fetch with `tls`", imports: [], request: bunFetch },
  "Bun.connect": { api: "Bun.connect with `tls`", imports: [], request: bunConnect },
};

/** Packages are no built-ins; what they stand on is. */
const standsOn: Readonly<Record<string, string>> = { undici: "node:tls", "undici-fetch": "node:tls" };

/** Null where no built-in of the runtime does what the case's client does. */
export function clientCode({ runtime, client, scenario }: Case): ClientCode | null {
  const base = standsOn[client];
  const entry = codes[`${runtime}/${client}`] ?? codes[base ?? client];
  const use = entry?.[scenario];
  if (!entry || use === undefined) return null;
  const net = use.includes("net.Socket") ? ['import net from "node:net";'] : [];
  const insteadOf = base
    ? `${client} is a package, and the script is to need none: it shows the same with ${base}, on which ${client} stands`
    : null;
  return { api: entry.api, imports: [...entry.imports, ...net, tlsImport], use, insteadOf };
}
