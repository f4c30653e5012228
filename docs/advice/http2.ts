import http2 from "node:http2";
import tls from "node:tls";

export async function before(ca: string[], { origin }: URL): Promise<number> {
  // #region before
  const session = http2.connect(origin, { ca }); // builds a TLS context for every session
  // #endregion
  return getStatus(session);
}

export async function after(ca: string[], { origin }: URL): Promise<number> {
  // #region after
  const secureContext = tls.createSecureContext({ ca }); // once, in a module

  const session = http2.connect(origin, { secureContext });
  // #endregion
  return getStatus(session);
}

function getStatus(session: http2.ClientHttp2Session): Promise<number> {
  return new Promise((resolve, reject) => {
    session.on("error", reject);
    const stream = session.request({ ":path": "/" });
    stream.on("error", reject);
    stream.on("response", (headers) => {
      session.destroy();
      resolve(Number(headers[":status"]));
    });
  });
}
