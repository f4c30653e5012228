import tls from "node:tls";
import { readStatus } from "./http.ts";

export async function before(ca: string[], { hostname: host, port }: URL): Promise<number> {
  // #region before
  const socket = tls.connect({ host, port: Number(port), ca }); // builds a TLS context for every socket
  // #endregion
  return readStatus(socket);
}

export async function after(ca: string[], { hostname: host, port }: URL): Promise<number> {
  // #region after
  const secureContext = tls.createSecureContext({ ca }); // once, in a module

  const socket = tls.connect({ host, port: Number(port), secureContext });
  // #endregion
  return readStatus(socket);
}
