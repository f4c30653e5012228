// By hand, on Deno: why does a request over Deno.connectTls take 44 ms? The same with TCP_NODELAY set beforehand, and with
// a pause between the handshake and the request, which is left out of the time.
import process from "node:process";

const [port, caFile] = process.argv.slice(2) as [string, string];
const caCerts = JSON.parse(Deno.readTextFileSync(caFile)) as string[];
const address = { hostname: "127.0.0.1", port: Number(port) };
const request = new TextEncoder().encode("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

async function medianMs(connect: () => Promise<Deno.TlsConn>, pauseMs = 0): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 20; index++) {
    const start = performance.now();
    const connection = await connect();
    if (pauseMs > 0) {
      await connection.handshake();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    await connection.write(request);
    await connection.read(new Uint8Array(4096));
    connection.close();
    times.push(performance.now() - start - pauseMs);
  }
  return times.sort((a, b) => a - b)[10]!;
}

const asItIs = await medianMs(() => Deno.connectTls({ ...address, caCerts }));
const withNoDelay = await medianMs(async () => {
  const tcp = await Deno.connect(address);
  tcp.setNoDelay(true);
  return Deno.startTls(tcp, { hostname: address.hostname, caCerts });
});
const afterPause = await medianMs(() => Deno.connectTls({ ...address, caCerts }), 60);
console.log(
  `as it is ${asItIs.toFixed(2)} ms, with TCP_NODELAY ${withNoDelay.toFixed(2)} ms, ` +
    `with 60 ms between handshake and request ${afterPause.toFixed(2)} ms besides those`,
);
process.exit(0);
