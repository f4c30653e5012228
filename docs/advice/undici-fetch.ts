import tls from "node:tls";
import { Agent, fetch } from "undici/index.js";

export async function before(ca: string[], url: URL): Promise<number> {
  // #region before
  const dispatcher = new Agent({ connect: { ca } }); // builds a TLS context for every connection
  // #endregion
  return getStatus(url, dispatcher);
}

export async function after(ca: string[], url: URL): Promise<number> {
  // #region after
  const secureContext = tls.createSecureContext({ ca }); // once, in a module

  const dispatcher = new Agent({ connect: { secureContext } });
  // #endregion
  return getStatus(url, dispatcher);
}

async function getStatus(url: URL, dispatcher: Agent): Promise<number> {
  const response = await fetch(url, { dispatcher });
  await response.arrayBuffer();
  await dispatcher.close();
  return response.status;
}
