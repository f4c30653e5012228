/** From the words of `bug-report` to a finding and the file behind it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { analyseRun } from "../../core/analyse-run.ts";
import { type Evidence, evidenceOfCase, evidenceOfRegression } from "../../core/bug-report/evidence.ts";
import { comparesBuilds } from "../../core/comparison/build-pairs.ts";
import { singleBuildsOf } from "../../core/comparison/single-builds.ts";
import { caseKinds, claimOfCase } from "../../core/findings/case-claims.ts";
import { freshFirst } from "../../core/findings/find-all.ts";
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import { claimOfGrowth } from "../../core/findings/growth-claim.ts";
import { regressions } from "../../core/findings/regressions.ts";
import { type Growth, growths } from "../../core/memory/growth.ts";
import { caseId } from "../../core/model.ts";
import type { Header, Run } from "../../core/records.ts";
import { StudyInstead } from "../../run/load-run.ts";
import { memorySchemas } from "../../run/memory/memory-schema.ts";
import { resultsFolder, withoutProjectPath } from "../../run/project.ts";
import { loadStudy } from "../../run/study/load-study.ts";
import { UsageError } from "../../run/unknown-word.ts";
import { publishedRunFile } from "../generated-files.ts";
import { loadAloud } from "../load-aloud.ts";
import { unknownCase } from "../unknown-case.ts";

/** What the command can be asked for. */
export const claimableKinds: readonly FindingKind[] = [...caseKinds, "memory-kept", "regression"];

export interface Claim {
  readonly finding: Finding;
  readonly header: Header;
  /** Null where the finding is of a study. */
  readonly evidence: Evidence | null;
  readonly file: string;
}

export interface ClaimWords {
  readonly case: string;
  readonly kind?: FindingKind | undefined;
  /** The published run, or for memory the published study, where absent. */
  readonly run?: string | undefined;
}

/** Throws where nothing of the case is supported, with what stands in the way of each kind. */
export async function findClaim(words: ClaimWords): Promise<Claim> {
  const { kind, run } = words;
  if (kind === "memory-kept") return memoryClaim(words);
  if (kind === "regression" && run === undefined) {
    throw new UsageError(
      "--kind regression: expected --run with a file that compares builds, e.g. of `versions`",
    );
  }
  const reasons: string[] = [];
  const claim = await fileClaim(words, reasons);
  if (claim) return claim;
  // Nobody said what is claimed, nor of which file: then the memory study may show something.
  if (kind === undefined && run === undefined) {
    try {
      return await memoryClaim(words);
    } catch (error) {
      const isUnknown = error instanceof UsageError;
      reasons.push(isUnknown ? "the memory study has no such case" : (error as Error).message);
    }
  }
  throw new Error(`no report for ${words.case}: its numbers support none.\n  ${reasons.join("\n  ")}`);
}

/** Of the memory study where the file is that. */
async function fileClaim(words: ClaimWords, reasons: string[]): Promise<Claim | null> {
  try {
    return await runClaim(words, reasons);
  } catch (error) {
    if (!(error instanceof StudyInstead) || error.study !== "memory") throw error;
    if (words.kind === undefined) return memoryClaim(words);
    throw new UsageError(
      `--kind ${words.kind}: ${withoutProjectPath(words.run!)} is the memory study; expected --kind memory-kept, or a run`,
    );
  }
}

/** The first kind that the run supports; null, and why not each, where there is none. */
async function runClaim({ case: id, kind, run: file }: ClaimWords, reasons: string[]): Promise<Claim | null> {
  const name = file ?? publishedRunFile();
  const run = await loadAloud(name);
  if (comparesBuilds(run.header.runtimes)) return regressionClaim(id, run, name, reasons);
  const results = analyseRun(run);
  const result = results.cases.find((one) => one.id === id);
  if (!result)
    throw unknownCase(
      "--case",
      id,
      results.cases.map((one) => one.id),
    );
  for (const wanted of kind ? [kind] : caseKinds) {
    try {
      const finding = claimOfCase(wanted, { run, results, result });
      return { finding, header: run.header, evidence: evidenceOfCase(finding, results), file: name };
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  return null;
}

/** The strongest of the case, with a context of its own where that is one. */
function regressionClaim(id: string, run: Run, file: string, reasons: string[]): Claim | null {
  const known = run.plan.cases.map((one) => one.id);
  if (!known.includes(id)) throw unknownCase("--case", id, known);
  const own = regressions(run).filter(({ of }) => caseId(of) === id);
  if (own.length > 0) {
    const finding = freshFirst(own);
    return { finding, header: run.header, evidence: evidenceOfRegression(finding, run), file };
  }
  const single = singleBuildsOf(run).find(({ arms }) => arms.some(({ arm }) => caseId(arm) === id));
  reasons.push(
    single
      ? `regression: ${single.reason}`
      : "regression: no build of the file is slower there than the one before it by more than 5 %",
  );
  return null;
}

async function memoryClaim({ case: id, run }: ClaimWords): Promise<Claim> {
  const file = run ?? path.join(resultsFolder, "studies", "memory.jsonl.gz");
  if (!existsSync(file)) {
    throw new Error(
      `find the memory study ${path.basename(file)}: it is not there; \`make memory\` makes one, or name one by --run`,
    );
  }
  const { study } = await loadStudy(file, "memory", memorySchemas);
  const all = growths(study);
  const own = all.filter(({ arm }) => caseId(arm) === id);
  if (own.length === 0) throw unknownCase("--case", id, [...new Set(all.map(({ arm }) => caseId(arm)))]);
  return { finding: claimOfGrowth(freshGrowth(own), all), header: study.header, evidence: null, file };
}

function freshGrowth(own: readonly Growth[]): Growth {
  return own.find(({ arm }) => arm.context === "fresh") ?? own[0]!;
}

/** Of the text, as a gzipped file's bytes depend on who packed it. */
export function textSha256(file: string): string {
  const bytes = readFileSync(file);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return createHash("sha256")
    .update(isPacked ? gunzipSync(bytes) : bytes)
    .digest("hex");
}
