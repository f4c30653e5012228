/**
 * The scripts that reports are made of, each run by the runtime that it accuses, shortened to one round of two operations:
 * whether they show a finding is asked of the real ones, here whether they run to their end.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import type { RuntimeName } from "../../core/model.ts";
import { absentText, presentText, type Repro, reproName } from "../../report/bug-report/repro/make-repro.ts";
import { everyRepro } from "../../report/bug-report/repro/synthetic-repros.ts";
import { projectRoot } from "../../run/project.ts";
import { findRuntime, isMissing } from "../../run/runtime-binary.ts";
import { runAtFreePort } from "./checked-output.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
/** A shortened one takes less than a second; the rest is for a loaded machine. */
const timeoutMs = 60_000;

interface Script {
  readonly name: string;
  readonly finding: Finding;
  readonly repro: Repro;
}

/** Once each: those of the packages are those of what they stand on, but for the words on top. */
function everyScript(): Script[] {
  const byCode = new Map<string, Script>();
  for (const { name, finding, repro } of everyRepro()) {
    if ("reason" in repro) continue;
    const code = `${finding.of.runtime}\n${repro.text.replaceAll(/^\/\/.*\n/gm, "")}`;
    if (!byCode.has(code)) byCode.set(code, { name, finding, repro });
  }
  return [...byCode.values()];
}

/**
 * All of them take minutes. A script is put together of a client, of what it trusts and does, and of a kind: each client
 * has to be there with each kind and with each trust and scenario, and each kind with each trust, scenario and context.
 */
function traitsOf({ finding: { kind, of, contexts } }: Script): string[] {
  const [client, work] = [`${of.runtime} ${of.client}`, `${of.trust} ${of.scenario}`];
  return [`${client} ${kind}`, `${client} ${work}`, `${kind} ${work} ${contexts}`];
}

/** Few scripts that have every trait that one of all has: always the one that adds most. */
function covering(all: readonly Script[]): Script[] {
  const missing = new Set(all.flatMap(traitsOf));
  const adds = (script: Script) => traitsOf(script).filter((trait) => missing.has(trait)).length;
  const chosen: Script[] = [];
  while (missing.size > 0) {
    const next = all.reduce((best, script) => (adds(script) > adds(best) ? script : best));
    for (const trait of traitsOf(next)) missing.delete(trait);
    chosen.push(next);
  }
  return chosen;
}

type Replacement = readonly [RegExp, string];
const ofRatio: readonly Replacement[] = [
  [/index < \d+;/, "index < 2;"],
  [/times\.slice\(\d+\)/, "times.slice(1)"],
  [/round <= \d+;/, "round <= 1;"],
];
const shortened: Readonly<Record<FindingKind, readonly Replacement[]>> = {
  regression: ofRatio,
  "sharing-saves-nothing": ofRatio,
  "roots-parsed-again": ofRatio,
  "shared-slower": ofRatio,
  "wall-above-cpu": [
    [/index < \d+;/, "index < 2;"],
    [/\[1, 2, 3\]\.map/, "[1].map"],
  ],
  "memory-kept": [
    [/index <= 5 \* \d+;/, "index <= 5 * 2;"],
    [/index % \d+ /, "index % 2 "],
    [/pass < \d+;/, "pass < 1;"],
    [/round <= \d+;/, "round <= 1;"],
  ],
};

function shortText({ finding, repro }: Script): string {
  return shortened[finding.kind].reduce((text, [long, short]) => {
    assert.match(text, long);
    return text.replace(long, short);
  }, repro.text);
}

function executableOf(runtime: RuntimeName): string {
  const found = findRuntime(runtime, projectRoot);
  if (isMissing(found)) throw new Error(`run a repro with the pinned ${runtime}: ${found.reason}`);
  return found.path;
}

function runShort(script: Script) {
  const { finding, repro } = script;
  const executable = executableOf(finding.of.runtime);
  const rest = finding.kind === "regression" ? [executable, executable] : [];
  const text = shortText(script);
  return runAtFreePort({ executable, words: repro.runWords, rest, name: reproName, text, timeoutMs });
}

describe("a repro's script, shortened", { concurrency: 2 }, () => {
  for (const script of covering(everyScript())) {
    const skip = script.repro.text.includes("openssl") && !hasOpenssl && "its server is openssl";
    it(`runs to its end: ${script.name}`, { skip }, async () => {
      const { exitCode, timedOut, output } = await runShort(script);
      assert.equal(timedOut, false, output);
      const lines = output.split("\n");
      assert.equal(lines.at(-1), exitCode === 1 ? presentText : absentText, output);
      assert.ok(exitCode === 0 || exitCode === 1, `exit code ${exitCode}: ${output}`);
      // A round, what it comes to, and the answer: nothing of a runtime's or of openssl's besides.
      const arms = script.repro.text.includes('"TCP_NODELAY"]') ? 2 : 1;
      assert.equal(lines.length, arms + 2, output);
      assert.doesNotMatch(output, /NaN|undefined|Infinity/);
    });
  }
});
