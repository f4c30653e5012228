/** Workers that print what they should not: torn and hostile answers, floods, commands to a terminal. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { workerOfCode } from "./worker-of-code.ts";

const run = (code: string) => workerOfCode(code, 20_000);

async function reasonOf(code: string): Promise<string> {
  const result = await run(code);
  assert.equal(result.status, "failed");
  return result.status === "failed" ? result.reason : "";
}

/** What a good worker would say, with changes. */
const facts = {
  runtime: "node",
  version: "1",
  tlsLibrary: "OpenSSL 3",
  defaultRoots: { count: 1, source: "somewhere" },
  extraCaVariable: "X",
  clockStepNs: 40,
  clients: [],
};
const printing = (text: string) => printed(JSON.stringify(text));
/** The value of an expression, as an argument of a command must not be as long as an answer can be. */
const printed = (expression: string) =>
  `for (let rest = Buffer.from(${expression}); rest.length > 0; ) rest = rest.subarray(require("fs").writeSync(1, rest));`;
const answer = (changes: string) =>
  JSON.stringify({ kind: "described", facts }).replace('"clockStepNs":40', changes);

describe("runWorker() with a worker whose answer", () => {
  it("is right is content", async () => {
    const result = await run(printing(answer('"clockStepNs":41')));
    assert.equal(result.status === "answered" && result.answer.facts.clockStepNs, 41);
  });

  const hostile: Record<string, string> = {
    "is torn": answer("").slice(0, 60),
    "has no number where one should be": answer('"clockStepNs":1e999'),
    "has a number that no clock counts to": answer('"clockStepNs":1e300'),
    "has a negative time": answer('"clockStepNs":-1'),
    "is null": "null",
    "is of another kind": '{"kind":"constructor"}',
    "hides its fields in a prototype": `{"kind":"described","__proto__":{"facts":${JSON.stringify(facts)}}}`,
    "is no UTF-8": "\u0000\ud800{",
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`${name} refuses it`, async () => {
      assert.match(await reasonOf(printing(text)), /^its answer is not what the protocol says: /);
    });
  }

  for (const expression of ['"[".repeat(1e6)', '"[".repeat(5e5) + "]".repeat(5e5)']) {
    it(`is nested as deeply as ${expression} refuses it`, async () => {
      assert.match(await reasonOf(printed(expression)), /^its answer is not what the protocol says: /);
    });
  }

  it("has a prototype of its own leaves the program's alone", async () => {
    await run(printing(answer('"clockStepNs":40,"__proto__":{"polluted":true}')));
    assert.equal(({} as { polluted?: true }).polluted, undefined);
  });
});

describe("runWorker()'s texts", () => {
  it("have no command to a terminal, wherever it came from", async () => {
    const commands = "\u001b[2J\u001b]0;title\u0007\u009b1m\r";
    const code = `require("fs").writeSync(2, "Error: " + ${JSON.stringify(`${commands}boom\ttab`)} + "\\n"); process.exit(1);`;
    const result = await run(code);
    assert.equal(result.stderr, "Error: [2J]0;title1mboom\ttab\n");
    assert.equal(
      result.status === "failed" && result.reason,
      "exited with code 1: Error: [2J]0;title1mboom\ttab",
    );
    assert.doesNotMatch(await reasonOf(printing(`${commands}no JSON`)), /[^\P{Cc}\n\t]/u);
  });
});

interface Printed {
  readonly reason: string;
  readonly stderrLength: number;
  readonly megabytes: number;
}

describe("runWorker() with a worker that floods", () => {
  for (const [name, descriptor] of [
    ["its standard output", 1],
    ["its standard error", 2],
  ] as const) {
    it(`${name} needs little more memory than what it lets it print`, () => {
      const code = `const line = "x".repeat(1 << 16) + "\\n"; for (;;) require("fs").writeSync(${descriptor}, line);`;
      const script = `
        import { runWorker } from ${JSON.stringify(import.meta.resolve("./worker-process.ts"))};
        const flags = ["-e", ${JSON.stringify(code)}, "--"];
        const binary = { runtime: "node", path: process.execPath, flags, workerScript: "bench/worker.ts", source: "test" };
        const before = process.resourceUsage().maxRSS;
        const { reason, stderr } = await runWorker(binary, { kind: "describe" }, { environment: {}, timeoutMs: 60_000 });
        const stderrLength = stderr.length;
        console.log(JSON.stringify({ reason, stderrLength, megabytes: (process.resourceUsage().maxRSS - before) / 1024 }));`;
      const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
        encoding: "utf8",
      });
      assert.notEqual(stdout, "", stderr);
      const { reason, stderrLength, megabytes } = JSON.parse(stdout) as Printed;
      assert.match(reason, /^printed more than 16777216 bytes/);
      assert.equal(stderrLength, descriptor === 2 ? 4000 : 0);
      // 16 MiB are kept of an answer, and pieces of the pipe wait to be collected; without a bound it is gigabytes.
      assert.ok(megabytes < 200, `${megabytes} MiB`);
    });
  }
});
