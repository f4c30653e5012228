// By hand, on Node, Bun or Deno: how does the cost of a TLS context grow with its CAs, and what is left for the connection?
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
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

for (const count of [1, 100, 1000]) {
  const others = Array.from({ length: count - 1 }, (_, index) => numbered(known[index % 120]!, index));
  const ca = [...others, known.at(-1)!];
  const times: [number, number][] = [];
  for (let index = 0; index < 30; index++) {
    const start = performance.now();
    const secureContext = tls.createSecureContext({ ca });
    const created = performance.now();
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), secureContext });
    await new Promise((resolve, reject) => socket.on("secureConnect", resolve).on("error", reject));
    times.push([created - start, performance.now() - created]);
    socket.destroy();
  }
  const median = (of: 0 | 1) =>
    times
      .map((one) => one[of])
      .sort((a, b) => a - b)[15]!
      .toFixed(2);
  console.log(`${count} CAs: context ${median(0)} ms, then connect ${median(1)} ms`);
}
process.exit(0);
