import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { difference } from "../run/fixture/server-process.ts";
import { loadRun } from "../run/load-run.ts";
import { openWorkbench } from "../run/open-workbench.ts";
import { projectRoot } from "../run/project.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-url-"));
const workbench = await openWorkbench();
after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

test("ctxcost run --url measures requests against that server, within the limit", async () => {
  const server = (await workbench.server())!;
  const { port } = server.endpoint("https");
  const before = await server.counts();
  const file = path.join(folder, "url.jsonl");
  // The bundle holds the CA of this server; with the default roots it is a stranger's, and is refused.
  const words = ["--trust", "bundle", "--out", file];
  const child = spawn(
    process.execPath,
    ["src/cli/main.ts", "run", "--url", `https://localhost:${port}/`, ...words],
    {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let stdout = "";
  child.stdout.on("data", (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  const [code] = (await once(child, "close")) as [number];
  const { run } = await loadRun(file);
  // The server speaks no HTTP/2; every other client is answered.
  const failed = run.observations.filter(({ status }) => status === "failed");
  assert.deepEqual([...new Set(failed.map(({ armId }) => armId.split("/")[1]))], ["node:http2"]);
  assert.equal(code, 1);
  assert.equal(run.plan.exploratory, true);
  assert.equal(run.header.fixture, null);
  assert.equal(run.header.url, `https://localhost:${port}/`);
  const arms = run.plan.cases.flatMap((planned) => planned.arms);
  assert.ok(arms.length >= 30 && arms.every(({ scenario }) => scenario === "request"));
  const { requests } = difference(before, await server.counts());
  assert.ok(requests <= 20 * arms.length, `${requests} requests for ${arms.length} arms`);
  assert.ok(requests >= 6 * arms.filter(({ client }) => client !== "node:http2").length);
  assert.match(stdout, /measured against `https:\/\/localhost.*absent/);
  assert.match(stdout, /fresh ÷ shared \(exploratory\)/);
});
