/** Which runs may take the place of the tables that others read: whole ones, by full rounds, of everything. */
import { allRuntimes, armId } from "../core/model.ts";
import type { Run } from "../core/records.ts";
import { selectCases } from "../run/plan.ts";
import { shardName } from "../run/shards.ts";
import { UsageError } from "../run/unknown-word.ts";

/** What was asked for, by the options of `run`; throws a UsageError for what would not be everything. */
export function expectPublishableOptions(options: Readonly<Record<string, unknown>>, mode: string): void {
  if (mode !== "full") {
    throw new UsageError(
      `--publish with --${mode}: an exploratory run is not to be cited; leave one of them out`,
    );
  }
  for (const option of ["runtime", "client", "trust", "scenario", "context", "shard"]) {
    if (!options[option]) continue;
    throw new UsageError(
      `--publish with --${option}: the tables of a part would take the place of the whole; measure the part with ` +
        "`npm run -s ctxcost -- run` (or `make bench-node`), whose tables go to results/local",
    );
  }
}

/** What was measured, by the file; throws a UsageError that says what it lacks. */
export function expectPublishable(file: string, run: Run): void {
  const lacks = [run.finish ? null : "its end: go on with it with `run --resume`", ...planLacks(run)].filter(
    (text) => text !== null,
  );
  if (lacks.length > 0) throw notPublishable(file, lacks);
}

/** The same before it has come to its end. */
export function expectPublishablePlan(file: string, run: Run): void {
  const lacks = planLacks(run).filter((text) => text !== null);
  if (lacks.length > 0) throw notPublishable(file, lacks);
}

function notPublishable(file: string, lacks: readonly string[]): UsageError {
  return new UsageError(
    `--publish ${file}: the tables of a part would take the place of the whole; it lacks ${lacks.join("; ")}`,
  );
}

function planLacks({ header, plan }: Run): (string | null)[] {
  const { runtimes, missingRuntimes, mode, shard, selftest } = header;
  const known = [...runtimes, ...missingRuntimes].map(({ runtime }) => runtime);
  const absent = allRuntimes.filter((runtime) => !known.includes(runtime));
  const isOfBuilds = runtimes.some(({ build }) => build !== undefined);
  return [
    mode === "full" && !plan.exploratory ? null : "full rounds: it is exploratory",
    selftest ? "what a run measures: it is of the self-test" : null,
    isOfBuilds ? "fresh against shared: it compares builds" : null,
    shard ? `the other shards: it is ${shardName(shard)}` : null,
    absent.length > 0 ? `${absent.join(", ")}, which it did not look for` : null,
    shard || isOfBuilds ? null : missingArms({ header, plan }),
  ];
}

/** By what its own runtimes said they can do. */
function missingArms({ header, plan }: Pick<Run, "header" | "plan">): string | null {
  const has = new Set(plan.cases.flatMap(({ arms }) => arms.map(armId)));
  const wanted = selectCases(header.runtimes, { besideOthers: true }).flatMap(({ arms }) => arms.map(armId));
  const missing = wanted.filter((id) => !has.has(id));
  return missing.length === 0 ? null : `${missing.length} of ${wanted.length} arms, e.g. ${missing[0]}`;
}
