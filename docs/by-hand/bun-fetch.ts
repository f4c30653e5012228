// By hand, on Bun: is a TLS context built anew for every fetch, or found again by the content of its options?
import { readFileSync } from "node:fs";

const [port, caFile] = process.argv.slice(2) as [string, string];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];

async function medianMs(caOf: (index: number) => string[]): Promise<number> {
  const inputs = Array.from({ length: 80 }, (_, index) => caOf(index));
  const times: number[] = [];
  for (const own of inputs) {
    const start = performance.now();
    const response = await fetch(`https://127.0.0.1:${port}/`, { tls: { ca: own }, keepalive: false });
    await response.arrayBuffer();
    times.push(performance.now() - start);
  }
  return times.slice(40).sort((a, b) => a - b)[20]!;
}

const fresh = await medianMs(() => [...ca]);
const distinct = await medianMs((index) => ca.map((pem) => Buffer.from(`# ${index}\n${pem}`).toString()));
console.log(
  `fresh ${fresh.toFixed(2)} ms, distinct ${distinct.toFixed(2)} ms, ratio ${(fresh / distinct).toFixed(2)}`,
);
process.exit(0);
