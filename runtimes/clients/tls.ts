/** The raw floor: a TLS socket by `node:tls`, with one hand-written GET. Node, Bun and Deno. */
import net from "node:net";
import tls from "node:tls";
import type { Client, ClientModule } from "../adapter.ts";
import { getRequestText, ResponseReader } from "./http1.ts";

interface Handle {
  readonly tcp: net.Socket;
  readonly tls: tls.TLSSocket;
  connected: boolean;
}

const client: Client = {
  makeContext: (options) => tls.createSecureContext(options),

  // The socket under it is not connected yet, which makes the construction observable apart from the network.
  create(source, target): Handle {
    const secureContext = (source.context as tls.SecureContext) ?? tls.createSecureContext(source.options);
    const tcp = new net.Socket();
    const socket = tls.connect({
      socket: tcp,
      host: target.host,
      secureContext,
      ALPNProtocols: ["http/1.1"],
      // RFC 6066, 3: a server name is never an address.
      ...(net.isIP(target.host) ? {} : { servername: target.host }),
    });
    return { tcp, tls: socket, connected: false };
  },

  request(handle, target, onConnected) {
    const { tcp, tls: socket } = handle as Handle;
    return new Promise((resolve, reject) => {
      const reader = new ResponseReader();
      const stopListening = () => {
        socket.off("data", onData).off("end", onEnd).off("error", onError);
        tcp.off("error", onError);
      };
      const onError = (error: unknown) => {
        stopListening();
        reject(error);
      };
      const onEnd = () => {
        try {
          resolve(reader.status());
          stopListening();
        } catch (error) {
          onError(error);
        }
      };
      const onData = (bytes: Uint8Array) => {
        if (reader.push(bytes)) onEnd();
      };
      socket.on("data", onData).on("end", onEnd).on("error", onError);
      tcp.on("error", onError);
      if ((handle as Handle).connected) {
        socket.write(getRequestText(target));
        return;
      }
      socket.once("secureConnect", () => {
        (handle as Handle).connected = true;
        onConnected();
        socket.write(getRequestText(target));
      });
      tcp.setNoDelay(true);
      tcp.connect(target.port, target.host);
    });
  },

  close(handle) {
    const { tcp, tls: socket } = handle as Handle;
    // A destroyed socket may still report the reset; there is nobody left to tell.
    socket.on("error", () => {});
    tcp.on("error", () => {});
    socket.destroy();
    tcp.destroy();
  },
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "tls.connect over a new net.Socket, with the context that tls.createSecureContext makes",
    sharedObject: "tls.SecureContext, as `secureContext`",
    givenCa: "replaces",
    stages: ["created", "connected", "responded", "closed"],
    unsupported: [],
  },
};
export default module;
