/**
 * A search as it is kept: the plan and the answer to each question, beside the raw rounds. The page is made by going
 * through the search again with what is stored, so that no decision is taken from anybody's word.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { BisectPlan } from "../../core/bisect/bisect-plan.ts";
import type { Ask } from "../../core/bisect/questions.ts";
import { allRuntimes } from "../../core/model.ts";
import { loadRun } from "../load-run.ts";
import { count } from "../parts-schema.ts";
import { withoutProjectPath } from "../project.ts";
import { readJsonFile } from "../read-json-file.ts";
import { context, scenario } from "../schema.ts";
import { answerOf } from "./ask-builds.ts";

export interface Trail {
  readonly kind: "bisect";
  readonly commandLine: readonly string[];
  readonly plan: BisectPlan;
  /** In the order of the questions. */
  readonly answers: readonly StoredAnswer[];
}

/** By the raw file's name in the same folder; the version that could not be measured, and why. */
export type StoredAnswer =
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "cannot"; readonly version: string; readonly reason: string }
  | { readonly kind: "stopped" };

const fileName = z.string().regex(/^[\w.-]+$/);
const schema = z.strictObject({
  kind: z.literal("bisect"),
  commandLine: z.array(z.string()),
  plan: z.strictObject({
    of: z.strictObject({
      runtime: z.enum(allRuntimes),
      client: z.string(),
      trust: z.enum(["default", "private-ca", "bundle", "mtls", "none"]),
      scenario,
    }),
    measure: z.strictObject({ kind: z.enum(["time", "ratio"]), context }),
    versions: z.array(z.string()).min(2),
    threshold: z.number().nonnegative(),
    totalError: z.number().positive().max(1),
    decisions: count.min(2),
    looks: z.array(z.strictObject({ rounds: count.min(1), error: z.number().positive() })).min(2),
  }),
  answers: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("file"), file: fileName }),
      z.strictObject({ kind: z.literal("cannot"), version: z.string(), reason: z.string() }),
      z.strictObject({ kind: z.literal("stopped") }),
    ]),
  ),
});

export function trailFileIn(folder: string): string {
  return path.join(folder, "trail.json");
}

/** Asks, and stores each answer before the search goes on. */
export function storing(ask: Ask, folder: string, begin: Omit<Trail, "kind" | "answers">): Ask {
  const answers: StoredAnswer[] = [];
  return async (question) => {
    const answer = await ask(question);
    if (answer.kind === "measured") answers.push({ kind: "file", file: answer.file });
    else if (answer.kind === "stopped") answers.push(answer);
    else if (answer.file !== null) answers.push({ kind: "file", file: answer.file });
    else answers.push({ kind: "cannot", version: answer.version, reason: withoutProjectPath(answer.reason) });
    const trail: Trail = { kind: "bisect", ...begin, answers };
    writeFileSync(trailFileIn(folder), `${JSON.stringify(trail, null, 2)}\n`);
    return answer;
  };
}

/** Throws an error that names the file and the field. */
export function loadTrail(folder: string): Trail {
  const file = trailFileIn(folder);
  return readJsonFile(file, schema as z.ZodType<Trail>, "expected what `bisect` writes into its folder");
}

/** What is stored in place of measuring; a search that is cut short there is stopped there. */
export function replaying({ answers, plan }: Trail, folder: string): Ask {
  const stored = answers.values();
  return async (question) => {
    const next = stored.next().value;
    if (!next || next.kind === "stopped") return { kind: "stopped" };
    if (next.kind === "cannot") return { ...next, file: null };
    const { run } = await loadRun(path.join(folder, next.file));
    return answerOf(run, question, plan, next.file);
  };
}
