// By hand, on Node, Bun or Deno: what tls.createSecureContext costs, and what is left for the first connection.
import { readFileSync } from "node:fs";
import process from "node:process";
import tls from "node:tls";

const [port, caFile] = process.argv.slice(2) as [string, string];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];

const created: number[] = [];
const connected: number[] = [];
for (let index = 0; index < 80; index++) {
  const start = performance.now();
  const secureContext = tls.createSecureContext({ ca });
  created.push(performance.now() - start);
  await new Promise<void>((resolve, reject) => {
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), secureContext }, () => {
      connected.push(performance.now() - start - created.at(-1)!);
      socket.destroy();
      resolve();
    });
    socket.on("error", reject);
  });
}
const median = (times: number[]) => times.slice(40).sort((a, b) => a - b)[20]!;
console.log(`context ${median(created).toFixed(2)} ms, then connect ${median(connected).toFixed(2)} ms`);
process.exit(0);
