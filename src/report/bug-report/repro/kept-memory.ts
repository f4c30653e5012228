/** The repro of memory that does not come back: RSS over closed clients, after full collections. */
import type { Bound } from "../../../core/bug-report/bound.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { codeNumber } from "../../number-text.ts";
import { caExpression, type KindCode } from "./repro-parts.ts";

/** Growth between two readings: far above a page of memory and a heap's step, and no danger to a small machine. */
const stepBytes = 16 * 1024 ** 2;

/** Clients between two readings. */
export function clientsPerStep(bytesEach: number): number {
  return Math.min(2000, Math.max(50, Math.round(stepBytes / bytesEach / 50) * 50));
}

export function keptMemory({ of, claim, contexts }: Finding, bound: Bound): KindCode {
  const clients = clientsPerStep(claim.estimate.value);
  const ca = caExpression(of);
  const isShared = contexts[0] === "shared";
  const collect = of.runtime === "bun" ? "Bun.gc(true)" : "gc()";
  return {
    needsCollection: true,
    measure: `async function measure() {
  ${isShared ? `const shared = tls.createSecureContext({ ca: ${ca} });` : `const ca = ${ca};`}
  const rss = [];
  for (let index = 1; index <= 5 * ${clients}; index++) {
    await use(${isShared ? "null, shared" : "ca"});
    await new Promise(setImmediate);
    if (index % ${clients} > 0) continue;
    for (let pass = 0; pass < 3; pass++) await new Promise((go) => setTimeout(go, 20, ${collect}));
    rss.push(process.memoryUsage().rss);
  }
  console.log(JSON.stringify(rss));
}`,
    compare: `  const kept = [];
  for (let round = 1; round <= 3; round++) {
    const rss = run("");
    // The least of three steps: what is allocated once, or by large pieces, comes in one of them.
    kept.push(Math.min(rss[2] - rss[1], rss[3] - rss[2], rss[4] - rss[3]) / ${clients});
    console.log(\`RSS after every ${clients} closed clients, MiB: \${rss.map((bytes) => Math.round(bytes / 2 ** 20))}\`);
  }
  const kib = median(kept) / 1024;
  console.log(\`\${kib.toFixed(1)} KiB a client; the problem is ${codeNumber(bound.value / 1024)} or more\`);
  const present = kib >= ${codeNumber(bound.value / 1024)};`,
  };
}
