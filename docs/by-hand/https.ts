// By hand, on Node, Bun or Deno: `make by-hand`, or `node docs/by-hand/https.ts PORT CA.json fresh` against a server of yours.
import { readFileSync } from "node:fs";
import https from "node:https";
import process from "node:process";
import tls from "node:tls";

const [port, caFile, arm] = process.argv.slice(2) as [string, string, "fresh" | "shared"];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const secureContext = tls.createSecureContext({ ca });

function get(agent: https.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = https.get({ host: "127.0.0.1", port, agent }, (response) => {
      response.resume().on("end", () => resolve(agent.destroy() as undefined));
    });
    request.on("error", reject);
  });
}

// One of them a process: in one and the same, the second profits from the first's warm-up and pays for its garbage.
const options: https.AgentOptions = arm === "shared" ? { secureContext } : { ca };
const times: number[] = [];
for (let index = 0; index < 80; index++) {
  const start = performance.now();
  await get(new https.Agent({ ...options }));
  times.push(performance.now() - start);
}
const medianMs = times.slice(40).sort((a, b) => a - b)[20]!;
console.log(`${medianMs.toFixed(2)} ms`);
process.exit(0);
