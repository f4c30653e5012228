/** The README's commands, run as they stand there, in a copy of the project. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { syntheticToolFile } from "../core/against/synthetic-tools.ts";
import { projectRoot } from "../run/project.ts";
import { findRuntime, isMissing } from "../run/runtime-binary.ts";
import { copyProject } from "./project-copy.ts";

const project = await copyProject();
after(() => project.remove());
// A run is published beside the readings of other tools, whether or not this project has some.
const toolFile = JSON.stringify(syntheticToolFile([{ tool: "ctxcost", ratios: [2, 3] }]));
writeFileSync(path.join(project.folder, "results", "against.json"), toolFile);

/** The full matrix takes a quarter of an hour: it is run for one round, and the other ways to it on two clients. */
const small = "--client empty,node:tls --trust private-ca --rounds 2";
const ofBuilds =
  "npm run -s ctxcost -- run --runtime node@22,node --client node:tls --trust bundle --scenario create";
const shortened: Record<string, string> = {
  "make bench-all": "make bench-all ARGS='--rounds 1'",
  // Minutes each, and each has a test of its own.
  "make scale": "make scale ARGS=--help",
  "make selftest": "make selftest ARGS=--help",
  "make against": "make against ARGS=--help",
  // Python is the system's, and its packages come from an index: `.ci/run` installs it, and the contract suite runs it.
  "make reference": "make reference ARGS=--help",
  "make bench-python": "make bench-python ARGS=--help",
  "make service": "make service ARGS=--help",
  "npm run -s ctxcost -- service --quick": "npm run -s ctxcost -- service --quick --runtime bun --seconds 1",
  "make memory": "make memory ARGS=--help",
  "make profile": "make profile ARGS=--help",
  "make versions": "make versions ARGS=--help",
  "make bisect": "make bisect ARGS=--help",
  ...Object.fromEntries(
    ["1/2 --out one.jsonl", "2/2 --out two.jsonl"].map((shard) => [
      `npm run -s ctxcost -- run --shard ${shard}`,
      `npm run -s ctxcost -- run --shard ${shard} ${small} --scenario create`,
    ]),
  ),
  // Six rounds are the fewest with an interval.
  [`${ofBuilds} --out builds.jsonl`]: `${ofBuilds} --rounds 6 --out builds.jsonl`,
  "make bench-node": `make bench-node ARGS='${small}'`,
  "make bench-bun": `make bench-bun ARGS='${small}'`,
  "make bench-deno": `make bench-deno ARGS='${small}'`,
  "npm run bench-node": `npm run bench-node -- ${small}`,
  "bun run bench-bun": `bun run bench-bun ${small}`,
  "deno task bench-deno": `deno task bench-deno ${small}`,
};
/** These run this test, or what it is part of. */
const notHere = ["make check", "make test"];

const readme = readFileSync(path.join(projectRoot, "README.md"), "utf8");

/** Whole lines of `sh` blocks, and commands in backticks. */
function commandsOf(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, body]) =>
    body!.trim().split("\n"),
  );
  const inline = [...markdown.matchAll(/`((?:make|npm run|bun run|deno task) [^`]+)`/g)].map(
    ([, one]) => one!,
  );
  // `make bench-node`, `bench-bun`: the table leaves the repeated word out.
  const targets = [...markdown.matchAll(/(?<=^\| `make .*)`(bench-[a-z]+)`/gm)].map(
    ([, one]) => `make ${one}`,
  );
  return [...new Set([...blocks, ...inline, ...targets])].filter((one) => !/FILE|CASE|<!--/.test(one));
}

function searchPath(): string {
  const folders = (["bun", "deno"] as const).map((runtime) => {
    const found = findRuntime(runtime, project.folder);
    assert.ok(!isMissing(found));
    return path.dirname(found.path);
  });
  return [...folders, process.env.PATH].join(path.delimiter);
}

describe("the README's commands", () => {
  const commands = commandsOf(readme);
  it("are found", () => {
    for (const expected of [...Object.keys(shortened), ...notHere, "make bench-quick", "make by-hand"]) {
      assert.ok(commands.includes(expected), `${expected} is not in the README, or not found in it`);
    }
  });
  for (const command of commands.filter((one) => !notHere.includes(one))) {
    it(command, {
      skip: process.platform === "win32" && "the README's commands are for a POSIX shell",
    }, () => {
      const { status, stdout, stderr } = project.run("sh", ["-c", shortened[command] ?? command], {
        PATH: searchPath(),
      });
      assert.equal(status, 0, stdout + stderr);
      assert.notEqual(stdout, "");
    });
  }
});

function pagesOf(folder: string): string[] {
  return readdirSync(path.join(folder, "results")).filter((name) => name.endsWith(".md"));
}

describe("what `make bench-all` has published", () => {
  it("is the README's headline, and what `generate` makes again", () => {
    const published = readFileSync(path.join(project.folder, "README.md"), "utf8");
    assert.notEqual(published, readme);
    assert.match(published, /### Deno/);
    // The copy has no reference: that is said, and is no failure.
    assert.match(published, /Not measured in this run: not installed: run `make reference`/);
    assert.deepEqual(
      pagesOf(project.folder),
      // The pages of studies, of the self-test, the repetition and the other tools are none of this run's, and stay;
      // the reference's goes, as this run has none.
      pagesOf(projectRoot).filter((name) => name !== "python.md"),
    );
    assert.equal(project.ctxcost("generate", "--check").status, 0);
  });

  it("is found stale where a table was changed by hand", () => {
    const edited = project.run("sh", ["-c", "printf x >> results/node.md"]);
    assert.equal(edited.status, 0);
    const { status, stderr } = project.ctxcost("generate", "--check");
    assert.equal(status, 1);
    assert.match(stderr, /run `make results`; these are stale: results\/node\.md/);
  });

  it("is found wrong by the schema where the stored run has what the schema does not know", () => {
    const results = path.join(project.folder, "results");
    const { run } = JSON.parse(readFileSync(path.join(results, "published.json"), "utf8")) as { run: string };
    const lines = gunzipSync(readFileSync(path.join(results, run))).toString();
    const changed = lines.replace('"kind":"finish",', '"kind":"finish","stowaway":true,');
    writeFileSync(path.join(results, run), gzipSync(changed));
    project.ctxcost("generate");
    const { status, stderr } = project.ctxcost("generate", "--check");
    assert.equal(status, 1);
    assert.match(stderr, /check the published run by results\/schema\.json: line \d+/);
  });
});
