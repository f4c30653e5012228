/** A copy of a stopped run that goes on where the tables of a fuller copy are already. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { runKey } from "../core/merge/merge-run.ts";
import { loadRun } from "../run/load-run.ts";
import { withoutSignals } from "./ending-signals.ts";
import { copyProject } from "./project-copy.ts";
import { startRun } from "./started-run.ts";

const twoArms = ["--runtime", "bun", "--client", "node:tls", "--trust", "mtls", "--scenario", "create"];

it("run --resume of a copy measures, keeps the fuller copy's tables, and calls neither wrong usage", {
  skip: withoutSignals,
}, async (context) => {
  const project = await copyProject({ packages: "linked" });
  context.after(() => project.remove());
  const run = startRun(project.folder, "copy.jsonl", [...twoArms, "--rounds", "8"]);
  await run.untilObserved(2);
  run.child.kill("SIGINT");
  assert.equal(await run.ended, 130);
  const { header } = (await loadRun(run.file)).run;
  const tables = path.join(project.folder, "results", "local", header.runId);
  mkdirSync(tables, { recursive: true });
  const note = JSON.stringify({ key: runKey({ header }), file: "whole.jsonl", observations: 1000 });
  writeFileSync(path.join(tables, ".made-of.json"), note);
  const { status, stderr } = project.ctxcost("run", "--resume", run.file);
  assert.equal(status, 1, stderr);
  assert.match(
    stderr,
    /the run came to its end and is in copy\.jsonl; its tables are not written: .* of a fuller copy of this run, whole\.jsonl: .*give --out FOLDER/,
  );
  assert.ok((await loadRun(run.file)).run.finish);
  assert.equal(readFileSync(path.join(tables, ".made-of.json"), "utf8"), note);
});
