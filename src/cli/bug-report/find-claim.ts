/** From the words of `bug-report` to a finding and the file behind it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { analyseRun } from "../../core/analyse-run.ts";
import { claimableKinds, claimOfCase, claimOfGrowth } from "../../core/bug-report/claim-of-case.ts";
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import { type Growth, growths } from "../../core/memory/growth.ts";
import { type Case, caseId } from "../../core/model.ts";
import type { Header } from "../../core/records.ts";
import type { CaseResult } from "../../core/results.ts";
import { memorySchemas } from "../../run/memory/memory-schema.ts";
import { resultsFolder } from "../../run/project.ts";
import { loadStudy } from "../../run/study/load-study.ts";
import { UsageError, unknownWord } from "../../run/unknown-word.ts";
import { publishedRunFile } from "../generated-files.ts";
import { loadAloud } from "../load-aloud.ts";

export interface Claim {
  readonly finding: Finding;
  readonly header: Header;
  /** Null where the finding is of a study. */
  readonly result: CaseResult | null;
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
  if (words.kind === "memory-kept") return memoryClaim(words);
  if (words.kind !== undefined && !claimableKinds.includes(words.kind)) {
    throw new UsageError(
      `--kind ${words.kind}: a run of one build cannot show it; expected one of ${claimableKinds.join(", ")}`,
    );
  }
  const kinds = words.kind ? [words.kind] : claimableKinds.filter((kind) => kind !== "memory-kept");
  const file = words.run ?? publishedRunFile();
  const run = await loadAloud(file);
  const results = analyseRun(run);
  const result = results.cases.find(({ id }) => id === words.case);
  if (!result)
    throw unknownWord(
      "--case",
      words.case,
      results.cases.map(({ id }) => id),
    );
  const reasons: string[] = [];
  for (const kind of kinds) {
    try {
      return { finding: claimOfCase(kind, { run, results, result }), header: run.header, result, file };
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new Error(`no report for ${words.case}: its numbers support none.\n  ${reasons.join("\n  ")}`);
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
  if (own.length === 0)
    throw unknownWord("--case", id, [...new Set(all.map(({ arm }) => caseId(arm as Case)))]);
  return { finding: claimOfGrowth(freshFirst(own)), header: study.header, result: null, file };
}

function freshFirst(own: readonly Growth[]): Growth {
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
