import https from "node:https";
import tls from "node:tls";
import { getStatus } from "./http.ts";

export async function before(ca: string[], url: URL): Promise<number> {
  // #region before
  const agent = new https.Agent({ ca }); // builds a TLS context for every connection
  // #endregion
  return getStatus(url, agent);
}

export async function after(ca: string[], url: URL): Promise<number> {
  // #region after
  const secureContext = tls.createSecureContext({ ca }); // once, in a module

  const agent = new https.Agent({ secureContext });
  // #endregion
  return getStatus(url, agent);
}
