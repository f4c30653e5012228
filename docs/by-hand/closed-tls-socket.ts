// By hand, on Node (--expose-gc), Bun or Deno (--v8-flags=--expose-gc): what is left of a TLS socket that was destroyed
// before it was connected, and of one that was refused. One shared context.
import { readFileSync } from "node:fs";
import net from "node:net";
import process from "node:process";
import { setTimeout as pause, setImmediate } from "node:timers/promises";
import tls from "node:tls";

const ca = JSON.parse(readFileSync(process.argv[3]!, "utf8")).slice(-1) as string[];
const secureContext = tls.createSecureContext({ ca });
const collect = typeof Bun === "undefined" ? globalThis.gc! : () => Bun.gc(true);

async function rssMib(): Promise<string> {
  for (let pass = 0; pass < 3; pass++) await pause(10, collect());
  return (process.memoryUsage().rss / 1024 ** 2).toFixed(0);
}

const seen: string[] = [];
for (let index = 1; index <= 3000; index++) {
  const tcp = new net.Socket();
  const socket = tls.connect({ socket: tcp, host: "127.0.0.1", secureContext });
  socket.on("error", () => {});
  socket.destroy();
  tcp.destroy();
  await setImmediate();
  if (index % 1000 === 0) seen.push(await rssMib());
}
// Ports below 1024 that nobody listens on refuse.
const kept: Record<string, WeakRef<object>[]> = { destroyed: [], refused: [], "net.connect, refused": [] };
for (let index = 0; index < 500; index++) {
  const destroyed = tls.connect({ host: "127.0.0.1", port: 1 }).on("error", () => {});
  kept.destroyed!.push(new WeakRef(destroyed.destroy()));
  for (const name of ["refused", "net.connect, refused"]) {
    await new Promise((resolve) => {
      const address = { host: "127.0.0.1", port: 1 };
      const socket = name === "refused" ? tls.connect(address) : net.connect(address);
      socket.on("error", () => {});
      kept[name]!.push(new WeakRef(socket.on("close", resolve)));
    });
  }
}
await rssMib();
for (const [name, sockets] of Object.entries(kept)) {
  console.log(`of 500 ${name} sockets ${sockets.filter((one) => one.deref()).length} are not collected`);
}
console.log(`RSS after 1,000, 2,000 and 3,000 closed sockets: ${seen.join(", ")} MiB`);
process.exit(0);
