// By hand, on Node, Bun or Deno: how much of what sharing saves is the Agent's pool key, in which `ca` is written out?
import { readFileSync } from "node:fs";
import https from "node:https";
import process from "node:process";
import tls from "node:tls";

const [port, caFile, arm] = process.argv.slice(2) as [
  string,
  string,
  "fresh" | "fresh-without-name" | "shared",
];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const secureContext = tls.createSecureContext({ ca });

function makeAgent(): https.Agent {
  const agent = new https.Agent(arm === "shared" ? { secureContext } : { ca });
  if (arm === "fresh-without-name") agent.getName = () => `127.0.0.1:${port}`;
  return agent;
}

function get(agent: https.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = https.get({ host: "127.0.0.1", port, agent }, (response) => {
      response.resume().on("end", () => resolve(agent.destroy() as undefined));
    });
    request.on("error", reject);
  });
}

const times: number[] = [];
for (let index = 0; index < 160; index++) {
  const start = performance.now();
  await get(makeAgent());
  times.push(performance.now() - start);
}
const medianMs = times.slice(80).sort((a, b) => a - b)[40]!;
console.log(`${medianMs.toFixed(2)} ms`);
process.exit(0);
