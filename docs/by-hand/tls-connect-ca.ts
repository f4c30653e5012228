// By hand, on Node, Bun or Deno: a request by tls.connect, given the CAs themselves, CAs whose text is new each time, a context
// of its own, or one for all.
import { readFileSync } from "node:fs";
import process from "node:process";
import tls from "node:tls";

const [port, caFile] = process.argv.slice(2) as [string, string];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const shared = tls.createSecureContext({ ca });
let count = 0;
const ways: Record<string, () => tls.ConnectionOptions> = {
  "{ ca }": () => ({ ca: [...ca] }),
  "{ ca }, new text": () => ({ ca: [`# ${++count}\n${ca[0]}`, ...ca.slice(1)] }),
  "own context": () => ({ secureContext: tls.createSecureContext({ ca: [...ca] }) }),
  "one context": () => ({ secureContext: shared }),
};

async function medianMs(options: () => tls.ConnectionOptions): Promise<string> {
  const times: number[] = [];
  for (let index = 0; index < 80; index++) {
    const start = performance.now();
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), ...options() });
    await new Promise((resolve, reject) => socket.on("secureConnect", resolve).on("error", reject));
    socket.destroy();
    times.push(performance.now() - start);
  }
  return times
    .slice(40)
    .sort((a, b) => a - b)[20]!
    .toFixed(2);
}

const texts: string[] = [];
for (const [name, options] of Object.entries(ways)) texts.push(`${name} ${await medianMs(options)} ms`);
console.log(texts.join("; "));
process.exit(0);
