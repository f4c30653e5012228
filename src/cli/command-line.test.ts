import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { loadRun } from "../run/load-run.ts";
import { copyProject } from "./project-copy.ts";

const project = await copyProject();
after(() => project.remove());

const smallRun = [
  "--runtime",
  "node",
  "--client",
  "node:tls",
  "--trust",
  "private-ca",
  "--scenario",
  "create",
];

describe("ctxcost with words it does not know", () => {
  const wrong: [string[], RegExp][] = [
    [["run", "--runtime", "nod"], /--runtime nod: unknown\. Did you mean node\?/],
    [["run", "--client", "node:htps"], /--client node:htps: unknown\. Did you mean node:https\?/],
    [["run", "--runtime", "node", "--client", "fetch"], /not a client of node; bun and deno have it/],
    [["run", "--trust", "bundel"], /Did you mean bundle\?/],
    [["run", "--scenario", "x"], /--scenario x: unknown\. Expected one of create, request/],
    [["run", "--context", "share"], /Did you mean shared\?/],
    [["run", "--rounds", "none"], /--rounds none: expected a whole number from 1 to 999/],
    [["run", "--url", "http://example.com"], /--url http:\/\/example\.com: expected an https/],
    [["run", "--quick", "--publish"], /--publish with --quick/],
    [["run", "--runtime", "node", "--publish"], /--publish with --runtime: the tables of a part/],
    [["run", "--shard", "1/2", "--publish"], /--publish with --shard: the tables of a part/],
    [["run", "--shard", "5/4"], /--shard 5\/4: expected part\/parts, from 1\/n to n\/n/],
    [["run", "--quick", "--url", "https://example.com"], /--quick with --url/],
    [["run", "--url", "https://[::1]/"], /a name or an IPv4 address/],
    [
      ["run", "--url", "https://example.com", "--rounds", "10"],
      /--rounds 10 with --url: .* at most 6 rounds/,
    ],
    [["run", "--out", "x.jsonl.gz"], /--out x\.jsonl\.gz: .*uncompressed/],
    [["list", "--client", "node:htps"], /--client node:htps: unknown\. Did you mean node:https\?/],
    [
      ["memory", "--runtime", "python"],
      /--runtime python: this command does not measure it\. Expected one of node, bun, deno/,
    ],
    [["rnu"], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    [["run", "--ronds", "3"], /unknown option '--ronds'[\s\S]*Did you mean --rounds\?/],
  ];
  for (const [words, expected] of wrong) {
    it(`suggests what may have been meant: ${words.join(" ")}`, () => {
      const { status, stderr } = project.ctxcost(...words);
      assert.match(stderr, expected);
      assert.equal(status, 2);
    });
  }
});

describe("ctxcost --help", () => {
  for (const command of [
    "",
    "run",
    "tables",
    "merge",
    "list",
    "generate",
    "which",
    "by-hand",
    "doctor",
    "against",
    "scale",
  ]) {
    it(`explains ${command || "the whole"}`, () => {
      const { status, stdout } = project.ctxcost(...(command ? [command] : []), "--help");
      assert.equal(status, 0);
      assert.match(stdout, /Usage: ctxcost/);
      if (command === "") assert.match(stdout, /; 3 `compare` found .*\n.*SIGHUP 129, SIGINT 130/);
    });
  }
});

describe("ctxcost run", () => {
  const file = path.join(project.folder, "small.jsonl");
  it("measures, stores and prints what the tables print again, byte for byte", async () => {
    const run = project.ctxcost("run", ...smallRun, "--rounds", "6", "--seed", "7", "--out", file);
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /\| node:tls \| private-ca \|.*\*\*/, "a verdict: one pair needs six rounds");
    const { run: stored, warnings } = await loadRun(file);
    assert.deepEqual(warnings, []);
    assert.equal(stored.observations.length, 12);
    assert.equal(stored.header.seed, 7);
    assert.ok(!readFileSync(file, "utf8").includes(project.folder), "a path of this machine");
    const tables = project.ctxcost("tables", file, "--out", path.join(project.folder, "again"));
    assert.equal(tables.stdout, run.stdout);
    const names = readdirSync(path.join(project.folder, "again"), { recursive: true, encoding: "utf8" });
    assert.ok(names.includes("report.html"));
    for (const name of names.filter((one) => path.extname(one) !== "")) {
      const local = path.join(project.folder, "results", "local", stored.header.runId, name);
      const texts = [path.join(project.folder, "again", name), local].map((one) => readFileSync(one, "utf8"));
      const [again, first] = texts.map((text) => text.replaceAll(/(\]\(|href=")(\.\.\/)*/g, "$1"));
      assert.equal(again, first, name);
    }
  });

  it("says before it measures that its rounds are too few for a verdict", () => {
    const { status, stderr } = project.ctxcost("run", ...smallRun, "--rounds", "2");
    assert.equal(status, 0, stderr);
    const words = "note: 2 rounds give neither intervals nor verdicts over this 1 pair: --rounds 6 does";
    assert.ok(stderr.includes(words), stderr);
    assert.ok(stderr.indexOf(words) < stderr.indexOf("checking premises"), stderr);
  });

  it("refuses to write over a results file before it asks a runtime", () => {
    for (const words of [["run", ...smallRun], ["scale"], ["versions", "--runtime", "bun"]]) {
      const { status, stderr } = project.ctxcost(...words, "--out", file);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /^ctxcost: --out .*small\.jsonl: it exists already; choose another file with --out\n$/,
      );
    }
  });

  it("says so where the results folder cannot be written to", () => {
    const below = path.join(project.folder, "a-file", "run.jsonl");
    writeFileSync(path.join(project.folder, "a-file"), "");
    const { status, stderr } = project.ctxcost("run", ...smallRun, "--out", below);
    assert.equal(status, 1);
    assert.match(stderr, /create the results file .*a-file.*in a folder that is there/);
  });

  it("is silent with --quiet but for the tables", () => {
    const { stderr } = project.ctxcost("run", ...smallRun, "--rounds", "1", "--quiet");
    assert.equal(stderr, "");
  });
});

describe("ctxcost run with nothing to measure", () => {
  it("says once that no runtime that was asked for is there", () => {
    // No registry at this port: what is said of it is as good a reason as any.
    const { status, stderr } = project.run(
      process.execPath,
      ["src/cli/launch.js", "run", "--runtime", "node@99"],
      { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" },
    );
    assert.equal(status, 1);
    assert.equal(stderr.match(/with npm: ECONNREFUSED/g)?.length, 1, stderr);
    assert.match(
      stderr,
      /ctxcost: select cases: no runtime that was asked for can be measured: see .* above/,
    );
  });

  it("says what is missing where nothing is left to measure", () => {
    const words = ["--runtime", "bun", "--client", "fetch", "--scenario", "create"];
    const { status, stderr } = project.ctxcost("run", ...words);
    assert.equal(status, 1);
    assert.match(stderr, /nothing is left to measure: .*fetch has no client object/);
  });
});

describe("ctxcost tables", () => {
  it("names an unreadable file", () => {
    const { status, stderr } = project.ctxcost("tables", "no-such.jsonl");
    assert.equal(status, 1);
    assert.match(stderr, /read the results file no-such\.jsonl: ENOENT/);
  });
});

describe("ctxcost doctor", () => {
  it("finds all that bench-all needs, warns and does not fail, for people and for machines", () => {
    const environment = { NODE_OPTIONS: "--no-warnings" };
    const words = ["src/cli/launch.js", "doctor"];
    const text = project.run(process.execPath, words, environment);
    assert.equal(text.status, 0, text.stderr);
    assert.match(text.stdout, /! .*NODE_OPTIONS/);
    assert.match(text.stdout, /✓ make bench-all +ready/);
    const json = project.run(process.execPath, [...words, "--json"], environment);
    const { machine, warnings, missing } = JSON.parse(json.stdout);
    assert.equal(machine.platform, process.platform);
    assert.ok(warnings.some((warning: string) => warning.includes("NODE_OPTIONS")));
    assert.deepEqual(missing["bench-all"], []);
    assert.ok(!json.stdout.includes(project.folder), "a path of this machine");
  });
});

describe("ctxcost on a machine without a runtime", () => {
  it("measures the others, shows the missing one with how to get it, and fails where it was asked for", () => {
    rmSync(path.join(project.folder, "node_modules", "@oven"), { recursive: true });
    const words = [
      "run",
      "--client",
      "node:tls",
      "--trust",
      "private-ca",
      "--scenario",
      "create",
      "--rounds",
      "1",
    ];
    const all = project.ctxcost(...words);
    assert.equal(all.status, 1, "a missing runtime is not all measured");
    assert.match(all.stderr, /missing: bun: not installed: run `npm ci`, which brings @oven\/bun-/);
    assert.match(all.stdout, /### Deno/);
    assert.match(all.stdout, /bun is missing: not installed: run `npm ci`/);
    const doctor = project.ctxcost("doctor");
    assert.equal(doctor.status, 1);
    assert.match(doctor.stdout, /✗ bun +not installed: run `npm ci`[\s\S]*✗ make bench-all +lacks bun/);
    assert.match(doctor.stdout, /✓ make bench-node +ready/);
    const others = project.ctxcost(...words, "--runtime", "deno,node");
    assert.equal(others.status, 0, others.stderr);
  });

  it("does not start with an executable that does not run", () => {
    const which = project.ctxcost("which", "deno");
    assert.ok(existsSync(which.stdout.trim()));
    writeFileSync(which.stdout.trim(), "#!/bin/sh\nexit 7\n");
    chmodSync(which.stdout.trim(), 0o755);
    const words = ["--client", "node:tls", "--trust", "private-ca", "--scenario", "create", "--rounds", "1"];
    const { stderr, status } = project.ctxcost("run", ...words, "--runtime", "deno,node");
    assert.match(stderr, /missing: deno: .* does not run: exited with code 7/);
    assert.equal(status, 1);
  });
});
