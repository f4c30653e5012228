import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { ensureFixture } from "./certificates.ts";
import { listenerNames } from "./fixture-protocol.ts";
import { difference, type FixtureServer, startServer } from "./server-process.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-process-"));
const fixture = await ensureFixture(folder);
after(() => rm(folder, { recursive: true, force: true }));

async function startForTest(context: TestContext): Promise<FixtureServer> {
  const server = await startServer({ nodeBinary: process.execPath, fixture });
  context.after(() => server.stop());
  return server;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function waitUntilEnded(pid: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (isRunning(pid)) {
    assert.ok(Date.now() < deadline, `process ${pid} still runs after 5 s`);
    await delay(10);
  }
}

test("startServer() resolves when every listener has a port of its own", async (context) => {
  const server = await startForTest(context);
  assert.ok(server.alive && isRunning(server.pid));
  const endpoints = listenerNames.map((name) => server.endpoint(name));
  for (const { host, path: pathname } of endpoints) assert.deepEqual([host, pathname], ["127.0.0.1", "/"]);
  assert.equal(new Set(endpoints.map(({ port }) => port)).size, listenerNames.length);
});

test("startServer() passes nothing of the caller's environment on", async (context) => {
  if (process.platform !== "linux") return context.skip("only Linux shows a process's environment");
  process.env.NODE_EXTRA_CA_CERTS = fixture.caPemFile;
  const server = await startForTest(context).finally(() => delete process.env.NODE_EXTRA_CA_CERTS);
  const environment = await readFile(`/proc/${server.pid}/environ`, "utf8");
  const variables = environment.split("\0").map((entry) => entry.split("=")[0]);
  assert.deepEqual(variables.sort(), ["", "NODE_COMPILE_CACHE", "NO_COLOR"]);
});

test("startServer() rejects where there is no executable", async () => {
  const nodeBinary = path.join(folder, "no-node");
  await assert.rejects(startServer({ nodeBinary, fixture }), (error: Error) => {
    assert.ok(error.message.includes(`could not be started from ${nodeBinary}`), error.message);
    assert.equal((error.cause as NodeJS.ErrnoException).code, "ENOENT");
    return true;
  });
});

test("startServer() rejects with the server's own words when it cannot start", async () => {
  const keyFile = path.join(folder, "broken-key.pem");
  await writeFile(keyFile, "no key");
  const broken = { ...fixture, server: { ...fixture.server, keyFile } };
  await assert.rejects(startServer({ nodeBinary: process.execPath, fixture: broken }), (error: Error) => {
    assert.match(error.message, /ended with code 1/);
    assert.match(error.message, /The end of its stderr:\n[\s\S]*ERR_OSSL/);
    assert.ok(!error.message.includes(process.cwd()), "no path of this machine");
    return true;
  });
});

test("counts() answers questions asked at once in their order", async (context) => {
  const server = await startForTest(context);
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.counts()));
  const cpu = answers.map(({ cpuNs }) => cpuNs);
  assert.deepEqual(
    cpu,
    cpu.toSorted((a, b) => a - b),
  );
});

test("counts() rejects when the server is killed", async (context) => {
  const server = await startForTest(context);
  // Stopped first, so that the question is certain to be pending when the process dies.
  if (process.platform !== "win32") process.kill(server.pid, "SIGSTOP");
  const pending = server.counts();
  process.kill(server.pid, "SIGKILL");
  await assert.rejects(pending, /the fixture server: it ended with SIGKILL; expected it to run/);
  assert.equal(server.alive, false);
  await assert.rejects(server.counts(), /ended with SIGKILL/);
});

test("stop() ends the server, and may be called again", async (context) => {
  const server = await startForTest(context);
  const started = Date.now();
  await server.stop();
  assert.ok(Date.now() - started < 1_500, "it ended by itself");
  assert.equal(isRunning(server.pid), false);
  assert.equal(server.alive, false);
  await assert.rejects(server.counts(), /was stopped/);
  await server.stop();
});

test("stop() kills a server that does not end by itself", async (context) => {
  if (process.platform === "win32") return context.skip("Windows has no SIGSTOP");
  const server = await startForTest(context);
  process.kill(server.pid, "SIGSTOP");
  const pending = assert.rejects(server.counts(), /was stopped/);
  await server.stop();
  await pending;
  assert.equal(isRunning(server.pid), false);
});

test("startServer() leaves no server behind when its process is killed", async () => {
  const script = `
    import { ensureFixture } from ${JSON.stringify(import.meta.resolve("./certificates.ts"))};
    import { startServer } from ${JSON.stringify(import.meta.resolve("./server-process.ts"))};
    const fixture = await ensureFixture(${JSON.stringify(folder)});
    console.log((await startServer({ nodeBinary: process.execPath, fixture })).pid);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(output.toString());
  assert.ok(isRunning(pid));
  parent.kill("SIGKILL");
  await waitUntilEnded(pid);
});

test("difference() subtracts each count", () => {
  const before = {
    connections: 1,
    fullHandshakes: 2,
    resumedHandshakes: 3,
    requests: 4,
    clientCertificates: 5,
    failedHandshakes: 6,
    cpuNs: 7,
  };
  const after = {
    connections: 11,
    fullHandshakes: 22,
    resumedHandshakes: 33,
    requests: 44,
    clientCertificates: 55,
    failedHandshakes: 66,
    cpuNs: 77,
  };
  assert.deepEqual(difference(before, after), {
    connections: 10,
    fullHandshakes: 20,
    resumedHandshakes: 30,
    requests: 40,
    clientCertificates: 50,
    failedHandshakes: 60,
    cpuNs: 70,
  });
});
