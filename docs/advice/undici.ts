import tls from "node:tls";
import { Client } from "undici/index.js";

export async function before(ca: string[], { origin }: URL): Promise<number> {
  // #region before
  const client = new Client(origin, { connect: { ca } }); // builds a TLS context for every connection
  // #endregion
  return getStatus(client);
}

export async function after(ca: string[], { origin }: URL): Promise<number> {
  // #region after
  const secureContext = tls.createSecureContext({ ca }); // once, in a module

  const client = new Client(origin, { connect: { secureContext } });
  // #endregion
  return getStatus(client);
}

async function getStatus(client: Client): Promise<number> {
  const { statusCode, body } = await client.request({ path: "/", method: "GET" });
  await body.dump();
  await client.close();
  return statusCode;
}
