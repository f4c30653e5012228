// By hand, on Deno: where do the 5 ms of a node:tls connection with many CAs go? The native side has them all when
// tls.connect() returns; what is taken from the context afterwards is only seen by JavaScript.
import { readFileSync } from "node:fs";
import process from "node:process";
import tls from "node:tls";

const [port, caFile] = process.argv.slice(2) as [string, string];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];

async function medianMs(afterConnect: (context: { ca?: unknown }) => void): Promise<string> {
  const connect: number[] = [];
  const handshake: number[] = [];
  for (let index = 0; index < 60; index++) {
    const secureContext = tls.createSecureContext({ ca });
    const start = performance.now();
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), secureContext });
    connect.push(performance.now() - start);
    afterConnect(secureContext.context as { ca?: unknown });
    await new Promise((resolve, reject) => socket.on("secureConnect", resolve).on("error", reject));
    handshake.push(performance.now() - start - connect.at(-1)!);
    socket.destroy();
  }
  const middle = (times: number[]) =>
    times
      .slice(20)
      .sort((a, b) => a - b)[20]!
      .toFixed(2);
  return `connect() ${middle(connect)} ms, handshake ${middle(handshake)} ms`;
}

console.log(`as it is: ${await medianMs(() => {})}`);
const privateCa = [ca.at(-1)!];
console.log(
  `the context's \`ca\` cut to one afterwards: ${await medianMs((context) => (context.ca = privateCa))}`,
);
process.exit(0);
