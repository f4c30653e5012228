// By hand, on Node (--expose-gc), Bun or Deno (--v8-flags=--expose-gc): how long a collection takes, which stops everything
// else, that frees so many TLS contexts at once; beside it one that frees none.
import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import tls from "node:tls";

const ca = JSON.parse(readFileSync(process.argv[3]!, "utf8")) as string[];
const collect = typeof Bun === "undefined" ? globalThis.gc! : () => Bun.gc(true);

async function collectionMs(): Promise<number> {
  await pause(10);
  const start = performance.now();
  collect();
  // Bun and Deno may free what is native in a turn of its own.
  await pause(0);
  return performance.now() - start;
}

const texts: string[] = [];
for (const count of [50, 150, 300]) {
  let held: unknown[] = Array.from({ length: count }, (_, index) =>
    // New text each time: Bun would find the context of the same.
    tls.createSecureContext({ ca: [`# ${count} ${index}\n${ca[0]}`, ...ca.slice(1)] }),
  );
  await collectionMs();
  const none = await collectionMs();
  held = [held.length];
  const all = await collectionMs();
  texts.push(`${count} contexts ${all.toFixed(0)} ms, none ${none.toFixed(0)}`);
}
console.log(`a collection that frees ${texts.join("; ")}`);
process.exit(0);
