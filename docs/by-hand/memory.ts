// By hand, on Node (--expose-gc), Bun or Deno (--v8-flags=--expose-gc): RSS per node:tls client, alive and closed.
import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import tls from "node:tls";

const [port, caFile, arm] = process.argv.slice(2) as [string, string, "fresh" | "shared"];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const shared = tls.createSecureContext({ ca });
const collect = typeof Bun === "undefined" ? globalThis.gc! : () => Bun.gc(true);

async function rssKib(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) await pause(10, collect());
  return process.memoryUsage().rss / 1024;
}

function connect(): Promise<tls.TLSSocket> {
  const secureContext = arm === "shared" ? shared : tls.createSecureContext({ ca });
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), secureContext });
    socket.on("secureConnect", () => resolve(socket)).on("error", reject);
  });
}

// The first ones take what is allocated once, and fill what their handshakes have freed.
const held: tls.TLSSocket[] = [];
for (let index = 0; index < 30; index++) held.push(await connect());
const before = await rssKib();
for (let index = 0; index < 60; index++) held.push(await connect());
const alive = ((await rssKib()) - before) / 60;
while (held.length > 30) held.pop()!.destroy();
const closed = ((await rssKib()) - before) / 60;
console.log(`${arm}: ${alive.toFixed(0)} KiB each while alive, ${closed.toFixed(0)} KiB each when closed`);
process.exit(0);
