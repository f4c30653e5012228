import nodeTls from "node:tls";

type Tls = Bun.TLSOptions;

export async function before(ca: string[], { hostname, port }: URL): Promise<number> {
  // #region before
  const tls = { ca }; // content-keyed cache or not: the options are read again for every socket
  // #endregion
  return getStatus(hostname, Number(port), tls);
}

export async function after(ca: string[], { hostname, port }: URL): Promise<number> {
  // #region after
  const { context } = nodeTls.createSecureContext({ ca }); // once, in a module

  const tls = { secureContext: context }; // not documented by Bun: check it with your version
  // #endregion
  return getStatus(hostname, Number(port), tls as Tls);
}

function getStatus(hostname: string, port: number, tls: Tls): Promise<number> {
  return new Promise((resolve, reject) => {
    Bun.connect({
      hostname,
      port,
      tls,
      socket: {
        handshake(socket, success, error) {
          if (error || !success) reject(error ?? new Error("the handshake failed"));
          else socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        },
        data(socket, bytes) {
          socket.end();
          resolve(Number(bytes.toString("latin1").split(" ")[1]));
        },
        error: (_socket, error) => reject(error),
      },
    }).catch(reject);
  });
}
