// By hand, on Node, Bun or Deno: CPU at 50 clients a second, none of which waits for another (open loop).
import { readFileSync } from "node:fs";
import https from "node:https";
import process from "node:process";
import tls from "node:tls";

const [port, caFile, arm] = process.argv.slice(2) as [string, string, "fresh" | "shared"];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const pause = (ms: number) => new Promise((turn) => setTimeout(turn, ms));
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
const latencies: Promise<number>[] = [];
let used = process.cpuUsage();
const start = performance.now();
for (let index = 0; index < warmup + counted; index++) {
  const arrival = start + index * gapMs;
  do await pause(Math.max(0, arrival - performance.now()));
  while (performance.now() < arrival);
  if (index === warmup) used = process.cpuUsage();
  latencies.push(get().then(() => performance.now() - arrival));
}
const { user, system } = process.cpuUsage(used);
const sorted = (await Promise.all(latencies)).slice(warmup).sort((a, b) => a - b);
const percent = ((user + system) / (10 * counted * gapMs)).toFixed(1);
console.log(`${percent} % of a core at 50 clients/s, p99 ${sorted[148]!.toFixed(1)} ms`);
process.exit(0);
