/** Goldens: `node --test --test-update-snapshots src/report/bug-report/projects.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import MarkdownIt from "markdown-it";
import { projectOf, projects, projectsFor } from "./projects.ts";
import {
  closedSocketKept,
  connectTlsWaits,
  sharingSavesNothing,
  syntheticFinding,
} from "./synthetic-findings.ts";
import { syntheticParts } from "./synthetic-parts.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const bodyFor = (repository: string) => projects.find((one) => one.repository === repository)!.body;

/** What each project's form asks for, in its order. */
const headings: Record<string, readonly string[]> = {
  "nodejs/node": [
    "### Version",
    "### Platform",
    "### Subsystem",
    "### What steps will reproduce the bug?",
    "### How often does it reproduce? Is there a required condition?",
    "### What is the expected behavior? Why is that the expected behavior?",
    "### What do you see instead?",
    "### Additional information",
  ],
  "nodejs/undici": [
    "## Bug Description",
    "## Reproducible By",
    "## Expected Behavior",
    "## Logs & Screenshots",
    "## Environment",
    "### Additional context",
  ],
  "oven-sh/bun": [
    "### What version of Bun is running?",
    "### What platform is your computer?",
    "### What steps can reproduce the bug?",
    "### What is the expected behavior?",
    "### What do you see instead?",
    "### Additional information",
  ],
  "denoland/deno": ["Version: Deno 2.9.6", "### Expected", "### To reproduce", "### More"],
  "encode/httpx": ["### What was expected", "### How to see it", "### Environment", "### More"],
};

describe("projects", () => {
  for (const { repository, body } of projects) {
    it(`fills the form of ${repository}, in its order`, () => {
      const text = body(syntheticParts(sharingSavesNothing));
      const lines = text.split("\n").filter((line) => /^(#{2,3} |Version: )/.test(line));
      assert.deepEqual(lines, headings[repository]);
    });
    it(`puts into ${repository}'s all that a claim needs`, () => {
      const parts = syntheticParts(sharingSavesNothing);
      const text = body(parts);
      const hash = "ab".repeat(32);
      for (const part of [
        parts.repro.text,
        parts.output,
        parts.table,
        parts.howMeasured,
        parts.doubt,
        hash,
      ]) {
        assert.ok(text.includes(part.trimEnd()), part);
      }
      assert.equal(parts.howMeasured.split("\n").length, 5);
    });
  }

  it("writes Deno's, whole", (context) => {
    for (const [name, finding] of Object.entries({
      sharingSavesNothing,
      connectTlsWaits,
      closedSocketKept,
    })) {
      const text = bodyFor("denoland/deno")(syntheticParts(finding));
      context.assert.fileSnapshot(text, golden(`bug-report-${name}.md`), { serializers: [String] });
    }
  });

  it("keeps a stranger's words text", () => {
    const evil = "x`y``z |<script>alert(1)</script>\n```\n# [a](javascript:1) --> <img src=x>";
    const finding = syntheticFinding("sharing-saves-nothing", {
      of: {},
      claim: { low: 0.98, high: 1.05, expected: 4 },
    });
    const parts = syntheticParts(finding);
    const hostile = {
      ...parts,
      sentence: evil,
      output: evil,
      platform: evil,
      runtimeVersion: evil,
      operatingSystem: evil,
      subsystem: evil,
      packages: { undici: evil, mitata: evil },
      runs: { file: evil, id: evil, sha256: evil },
    };
    for (const { repository, body } of projects) {
      const html = new MarkdownIt({ html: true }).render(body(hostile));
      assert.doesNotMatch(html, /<script|<img|href="javascript/, repository);
      assert.equal(html.match(/<h1/g), null, repository);
    }
  });
});

describe("the form of nodejs/undici", () => {
  it("asks for Node's version where the client ran on Node, and has the other runtime's where not", () => {
    const versionOn = (runtime: "node" | "deno") =>
      /^- .* version: .*2\.9\.6$/m.exec(
        bodyFor("nodejs/undici")(syntheticParts(sharingSavesNothing, { runtime })),
      )?.[0];
    assert.equal(versionOn("node"), "- Node.js version: v2.9.6");
    assert.equal(versionOn("deno"), "- Deno version: 2.9.6");
  });
});

describe("projectsFor()", () => {
  it("has the runtime's, and that of the package that the client is", () => {
    const of = (runtime: "node" | "bun" | "deno" | "python", client: string) =>
      projectsFor({ runtime, client }).map(({ repository }) => repository);
    assert.deepEqual(of("deno", "Deno.connectTls"), ["denoland/deno"]);
    assert.deepEqual(of("bun", "undici"), ["oven-sh/bun", "nodejs/undici"]);
    assert.deepEqual(of("node", "undici-fetch"), ["nodejs/node", "nodejs/undici"]);
    assert.deepEqual(of("python", "httpx.Client"), ["encode/httpx"]);
    assert.deepEqual(of("python", "ssl"), []);
  });
});

describe("projectOf()", () => {
  it("names the runtime's, the package's for what lies in the package, and none for Python's own", () => {
    const of = (
      runtime: "node" | "bun" | "deno" | "python",
      layer: "runtime" | "client-library" | "kernel",
      client = "node:tls",
    ) => projectOf({ of: { ...sharingSavesNothing.of, runtime, client }, layer })?.repository;
    assert.equal(of("node", "runtime"), "nodejs/node");
    assert.equal(of("bun", "runtime"), "oven-sh/bun");
    assert.equal(of("deno", "kernel"), "denoland/deno");
    assert.equal(of("python", "client-library", "httpx.AsyncClient"), "encode/httpx");
    assert.equal(of("python", "runtime", "ssl"), undefined);
    assert.equal(of("node", "client-library", "undici-fetch"), "nodejs/undici");
    assert.equal(of("node", "runtime", "undici"), "nodejs/node");
  });
});
