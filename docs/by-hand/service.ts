// By hand, on Node, Bun or Deno: CPU at 50 clients a second, none of which waits for another (open loop).
import { readFileSync } from "node:fs";
import https from "node:https";
import process from "node:process";
import tls from "node:tls";

const [port, caFile, arm] = process.argv.slice(2) as [string, string, "fresh" | "shared"];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const shared = { secureContext: tls.createSecureContext({ ca }) };

function get(): Promise<void> {
  const agent = new https.Agent(arm === "shared" ? shared : { ca: [...ca] });
  return new Promise((resolve, reject) => {
    const request = https.get({ host: "127.0.0.1", port, agent }, (response) => {
      response.resume().on("end", () => resolve(agent.destroy() as undefined));
    });
    request.on("error", reject);
  });
}

const [gapMs, warmup, counted] = [20, 50, 150];
const latencies: number[] = [];
let used = process.cpuUsage();
const start = performance.now();
for (let index = 0; index < warmup + counted; index++) {
  const arrival = start + index * gapMs;
  while (performance.now() < arrival) await new Promise((r) => setTimeout(r, arrival - performance.now()));
  if (index === warmup) used = process.cpuUsage();
  get().then(() => latencies.push(performance.now() - arrival));
}
const { user, system } = process.cpuUsage(used);
const p99Ms = latencies.slice(warmup).sort((a, b) => a - b)[Math.floor(0.99 * (latencies.length - warmup))]!;
const share = (user + system) / (counted * gapMs * 1000);
console.log(`${(100 * share).toFixed(1)} % of a core at 50 clients/s, p99 ${p99Ms.toFixed(1)} ms`);
process.exit(0);
