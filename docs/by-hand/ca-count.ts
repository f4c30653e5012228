// By hand, on Node, Bun or Deno: how does a TLS context's cost grow with its CAs, and what is left for the connection?
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import process from "node:process";
import tls from "node:tls";

const [port, caFile] = process.argv.slice(2) as [string, string];
const known = JSON.parse(readFileSync(caFile, "utf8")) as string[];
/** The same CA with other last bytes in its signature, which nobody checks of a CA that is given. */
function numbered(pem: string, index: number): string {
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64");
  der.writeUInt32BE(0x01000000 + index, der.length - 4);
  const lines = der.toString("base64").match(/.{1,64}/g) as string[];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----\n"].join("\n");
}

for (const count of [1, 100, 1000]) {
  const others = Array.from({ length: count - 1 }, (_, index) => numbered(known[index % 100]!, index));
  const ca = [...others, known.at(-1)!];
  const [contexts, connections]: [number[], number[]] = [[], []];
  while (contexts.length < 30) {
    const start = performance.now();
    const secureContext = tls.createSecureContext({ ca });
    contexts.push(performance.now() - start);
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), secureContext });
    await new Promise((resolve, reject) => socket.on("secureConnect", resolve).on("error", reject));
    connections.push(performance.now() - start - contexts.at(-1)!);
    socket.destroy();
  }
  const [context, connect] = [contexts, connections].map((times) =>
    times.sort((a, b) => a - b)[15]!.toFixed(2),
  );
  console.log(`${count} CAs: context ${context} ms, then connect ${connect} ms`);
}
process.exit(0);
