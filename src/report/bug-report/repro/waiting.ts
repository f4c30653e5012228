/** The repro of a wait: the time that an operation takes, less the CPU time of its process. */
import type { Bound } from "../../../core/bug-report/bound.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { codeNumber } from "../../number-text.ts";
import { caExpression, type KindCode } from "./repro-parts.ts";

/** The same socket with TCP_NODELAY, set before anything is written: whether it is Nagle's algorithm that waits. */
const connectTlsWithControl = `async function use(ca) {
  const options = { hostname: "127.0.0.1", port: Number(port), caCerts: ca };
  const tcp = arm === "TCP_NODELAY" ? await Deno.connect(options) : null;
  tcp?.setNoDelay(true);
  const connection = await (tcp ? Deno.startTls(tcp, options) : Deno.connectTls(options));
  await connection.write(new TextEncoder().encode("GET / HTTP/1.0\\r\\n\\r\\n"));
  await connection.read(new Uint8Array(65_536));
  connection.close();
}`;

export function waiting({ of }: Finding, bound: Bound): KindCode {
  const hasControl = of.client === "Deno.connectTls";
  const arms = hasControl ? ["as it is", "TCP_NODELAY"] : ["as it is"];
  return {
    ...(hasControl ? { use: connectTlsWithControl } : {}),
    measure: `async function measure() {
  const ca = ${caExpression(of)};
  const times = [];
  const before = process.cpuUsage();
  for (let index = 0; index < 30; index++) {
    const start = performance.now();
    await use(ca);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ wall: median(times), cpu: (user + system) / 30_000 }));
}`,
    compare: `  const waits = [];
  for (const arm of ${JSON.stringify(arms).replaceAll(",", ", ")}) {
    const readings = [1, 2, 3].map(() => run(arm));
    const [wall, cpu] = ["wall", "cpu"].map((name) => median(readings.map((one) => one[name])));
    waits.push(wall - cpu);
    console.log(\`\${arm}: \${wall.toFixed(2)} ms, of which the CPU computes \${cpu.toFixed(2)} ms\`);
  }
  console.log(\`it waits \${waits[0].toFixed(2)} ms; the problem is ${codeNumber(bound.value / 1e6)} ms or more\`);
  const present = waits[0] >= ${codeNumber(bound.value / 1e6)};`,
  };
}
