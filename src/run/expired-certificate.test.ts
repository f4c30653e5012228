/** Certificates that expire while something is measured: what comes after fails, and says why. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureFixture } from "./fixture/certificates.ts";
import { openWorkbench } from "./open-workbench.ts";
import { Workbench } from "./workbench.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-expired-"));
const usual = await openWorkbench();
after(async () => {
  await usual.close();
  rmSync(folder, { recursive: true, force: true });
});

const usualValidityMs = 90 * 24 * 3_600_000;
/** Long enough for a process on each runtime, also on a busy machine. */
const validMs = 6000;
const counts = { warmupOperations: 1, timedOperations: 2 };

test("a certificate that expires fails what is measured afterwards, with that reason", async () => {
  const runtimes = usual.options.facts.map(({ runtime }) => runtime);
  const madeAt = Date.now();
  const fixture = await ensureFixture(folder, new Date(madeAt + validMs - usualValidityMs));
  const workbench = new Workbench({ ...usual.options, fixture });
  const measure = (runtime: (typeof runtimes)[number]) =>
    workbench.measure(
      // Deno's node:https says "unable to verify the first certificate" of one that has expired; its fetch says why.
      {
        runtime,
        client: runtime === "deno" ? "fetch" : "node:https",
        trust: "private-ca",
        scenario: "request",
        context: "fresh",
      },
      counts,
    );
  try {
    const before = await measure(runtimes[0]!);
    assert.equal(before.status, "answered", before.status === "failed" ? before.reason : "");
    // Certificates know whole seconds.
    await sleep(madeAt + validMs + 1000 - Date.now());
    for (const runtime of runtimes) {
      const result = await measure(runtime);
      assert.equal(result.status, "failed", runtime);
      assert.match(
        result.status === "failed" ? `${result.reason} ${result.stderr}` : "",
        /expired/i,
        runtime,
      );
    }
    // The next run does not find them usable.
    const renewed = await ensureFixture(folder);
    assert.notEqual(renewed.caPemFile, fixture.caPemFile);
  } finally {
    await workbench.close();
  }
});
