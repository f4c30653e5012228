/** The examples of CONTRIBUTING.md, each applied to a copy of the project, checked and used there. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { loadRun } from "../run/load-run.ts";
import { projectRoot } from "../run/project.ts";
import { applyExample, type Example, examplesOf, writtenLines } from "./documented-examples.ts";
import { copyProject, type ProjectCopy } from "./project-copy.ts";

const contributing = readFileSync(path.join(projectRoot, "CONTRIBUTING.md"), "utf8");
const examples = examplesOf(contributing);

let project: ProjectCopy;

before(async () => {
  project = await copyProject();
  for (const example of examples) applyExample(example, project.folder);
});
after(() => project.remove());

function changedFiles({ files, changes }: Example): string[] {
  return [...new Set([...files.keys(), ...changes.map(({ file }) => file)])];
}

/** Runs a package's program, without asking npm whether there is a newer one. */
function program(name: string, ...words: string[]) {
  return project.run(process.execPath, [path.join(project.folder, "node_modules", ".bin", name), ...words]);
}

describe("the examples of CONTRIBUTING.md", () => {
  it("are a client, a table, a trust and a runtime, each of fewer than 30 lines to write", () => {
    assert.deepEqual(examples.map(({ name }) => name).sort(), [
      "a client",
      "a runtime",
      "a table",
      "a trust",
    ]);
    for (const example of examples) {
      const lines = writtenLines(example);
      assert.ok(lines > 3 && lines < 30, `${example.name}: ${lines} lines`);
    }
  });

  it("are formatted, without a word from the linter", () => {
    const files = [...new Set(examples.flatMap(changedFiles))];
    const { status, stdout, stderr } = program("biome", "check", ...files);
    assert.equal(status, 0, stdout + stderr);
  });

  it("have the types that the compiler expects, and leave none out", () => {
    const { status, stdout } = program("tsc");
    assert.equal(status, 0, stdout);
  });

  it("import what their layer may", () => {
    const words = [
      "--config",
      ".dependency-cruiser.cjs",
      ...examples.flatMap(({ files }) => [...files.keys()]),
    ];
    const { status, stdout, stderr } = program("depcruise", ...words);
    assert.equal(status, 0, stdout + stderr);
  });
});

describe("what the examples add", () => {
  it("is listed: the client under each trust, the new one too, and the runtime with how to get it", () => {
    const { stdout, stderr } = project.ctxcost(
      "list",
      "--runtime",
      "node,llrt",
      "--client",
      "node:https-no-agent",
    );
    assert.match(stdout, /node:https-no-agent.*ten-roots|ten-roots[\s\S]*node:https-no-agent/, stdout);
    assert.match(stdout + stderr, /llrt.*not installed: run `npm ci`|no package carries llrt/);
  });

  it("is measured, and has a page of its own", async () => {
    const words = ["--runtime", "node", "--client", "node:https-no-agent", "--trust", "ten-roots"];
    const out = path.join(project.folder, "added.jsonl");
    const made = project.ctxcost("run", ...words, "--rounds", "1", "--quiet", "--out", out);
    assert.equal(made.status, 0, made.stdout + made.stderr);
    const { run } = await loadAdded(out);
    const arms = run.observations.map(({ armId, status }) => `${armId} ${status}`).sort();
    assert.deepEqual(arms, [
      "node/node:https-no-agent/ten-roots/request/fresh valid",
      "node/node:https-no-agent/ten-roots/request/shared valid",
    ]);
    const page = path.join(project.folder, "results", "local", run.header.runId, "first-client.md");
    assert.ok(existsSync(page), made.stdout);
    assert.match(readFileSync(page, "utf8"), /<\/a>node\/node:https-no-agent\/ten-roots\/request \|/);
  });
});

/** This project's own schema does not know the word that the copy has learnt. */
async function loadAdded(file: string): Promise<Awaited<ReturnType<typeof loadRun>>> {
  const loader = (await import(path.join(project.folder, "src/run/load-run.ts"))) as {
    loadRun: typeof loadRun;
  };
  return loader.loadRun(file);
}
