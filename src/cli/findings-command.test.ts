/** The command over the published data: what is found there has been checked by hand; see docs/findings.md. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../run/project.ts";

function ctxcost(...words: string[]) {
  const main = path.join(projectRoot, "src", "cli", "main.ts");
  return spawnSync(process.execPath, [main, ...words], { encoding: "utf8", cwd: projectRoot });
}

interface Listed {
  readonly kind: string;
  readonly of: { readonly runtime: string; readonly client: string };
  readonly report: string | null;
  readonly reason: string | null;
}

describe("ctxcost findings", () => {
  it("lists what the published run and the memory study show, each with the command that reports it", () => {
    const { stdout, status } = ctxcost("findings", "--json");
    assert.equal(status, 0);
    const found = JSON.parse(stdout) as Listed[];
    const words = found.map(({ kind, of }) => `${of.runtime} ${of.client} ${kind}`);
    for (const known of [
      "deno node:tls memory-kept",
      "python httpx.Client roots-parsed-again",
      "deno node:tls sharing-saves-nothing",
      "deno Deno.connectTls wall-above-cpu",
    ]) {
      assert.ok(words.includes(known), `${known} is not among ${words.join(", ")}`);
    }
    for (const { report, reason } of found) {
      assert.match(report!, /^npm run -s ctxcost -- bug-report --case .* --out FILE$/);
      assert.equal(reason, null);
    }
  });

  it("names the file of the user in the command that reports it, and leaves the published study out", () => {
    const { run } = JSON.parse(readFileSync(path.join(projectRoot, "results", "published.json"), "utf8")) as {
      run: string;
    };
    const { stdout, status } = ctxcost("findings", `results/${run}`);
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`--kind wall-above-cpu --run results/${run} --out FILE`));
    assert.doesNotMatch(stdout, /does not come back/);
  });

  it("says which of them are reported already, and how to list what a version made slower", () => {
    const { stdout } = ctxcost("findings");
    for (const name of [
      "deno-memory-kept",
      "deno-connect-tls-waits",
      "deno-sharing-saves-nothing",
      "httpx-roots-parsed-again",
    ]) {
      assert.match(stdout, new RegExp(`^ {2}\\d\\. results/findings/${name}\\.md$`, "m"));
    }
    const [command, runtime] =
      /findings (results\/versions\/deno\.jsonl\.gz)$/m.exec(stdout) ?? assert.fail(stdout);
    assert.ok(command);
    const regressions = ctxcost("findings", runtime!).stdout;
    assert.match(regressions, /slower in deno \d/);
    assert.match(regressions, /^ {2}\d\. results\/findings\/deno-tls-request-slower\.md$/m);
    assert.doesNotMatch(regressions, /What a later version/);
  });

  it("says of what a project means so that there is no report, and bug-report writes none", () => {
    const { stdout } = ctxcost("findings", "results/versions/bun.jsonl.gz");
    assert.match(stdout, /oven-sh\/bun: no report: it is meant so: .*oven-sh\/bun\/pull\/31155/);
    const words = ["--case", "bun/node:tls/bundle/request", "--run", "results/versions/bun.jsonl.gz"];
    const { status, stderr } = ctxcost("bug-report", ...words, "--out", "never-written.md");
    assert.equal(status, 1);
    const { stdout: json } = ctxcost("findings", "results/versions/bun.jsonl.gz", "--json");
    const [{ report, reason }] = JSON.parse(json);
    assert.equal(report, null);
    assert.equal(stderr, `ctxcost: no report for bun/node:tls/bundle/request: ${reason}\n`);
  });
});

describe("ctxcost findings FILE", () => {
  it("takes the memory study's file as it is, and no other study's", () => {
    const file = "results/studies/memory.jsonl.gz";
    const { stdout, stderr } = ctxcost("findings", file);
    assert.match(
      stdout,
      new RegExp(`^1\\. deno: node:tls, .*\\n[\\s\\S]*--kind memory-kept --run ${file} `),
      stderr,
    );
    assert.doesNotMatch(stdout, /saves nothing/);
    const other = ctxcost("findings", "results/studies/scale.jsonl.gz");
    assert.equal(other.status, 1);
    assert.match(other.stderr, /it is the study "scale", expected a run/);
  });

  it("says which file it cannot read", () => {
    const { stderr, status } = ctxcost("findings", "no-such-file.jsonl");
    assert.equal(status, 1);
    assert.match(stderr, /read the results file no-such-file\.jsonl/);
  });
});
