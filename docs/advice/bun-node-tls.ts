import tls from "node:tls";
import { readStatus } from "./http.ts";

export async function before(ca: string[], { hostname: host, port }: URL): Promise<number> {
  // #region before
  const secureContext = tls.createSecureContext({ ca }); // a new context at each call, as here for every socket
  const socket = tls.connect({ host, port: Number(port), secureContext });
  // #endregion
  return readStatus(socket);
}

export async function after(ca: string[], { hostname: host, port }: URL): Promise<number> {
  // #region after
  const secureContext = tls.createSecureContext({ ca }); // once, in a module

  const socket = tls.connect({ host, port: Number(port), secureContext });
  // tls.connect({ host, port, ca }) finds a context by content instead, with 1.4.5, and takes little longer
  // #endregion
  return readStatus(socket);
}
