/** The page of a run that compares builds: each later build against the first, interleaved. */
import { interleavedChanges } from "../../core/comparison/interleaved-changes.ts";
import { premiseTexts } from "../../core/comparison/run-differences.ts";
import { buildName } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type ChangesInput, changesPage } from "./changes-page.ts";

/** @param threshold the share of slowing down that does not matter */
export function buildChanges(run: Run, threshold: number): ChangesInput {
  const byRuntime = Map.groupBy(run.header.runtimes, ({ runtime }) => runtime);
  const builds = [...byRuntime.values()];
  const compared = builds.filter((own) => own.length > 1);
  return {
    changes: interleavedChanges(run, threshold),
    baseName: compared.length === 0 ? null : compared.map(([base]) => nameOf(base!)).join(", "),
    headName: compared.flatMap(([, ...heads]) => heads.map(nameOf)).join(", "),
    threshold,
    acceptedSpread: null,
    warnings: [...sameExecutables(builds), ...premiseTexts("the run", run), ...run.header.warnings],
  };
}

/** The name says the version already, unless the user gave it. */
export function nameOf(facts: RuntimeFacts): string {
  const name = buildName(facts);
  return name.includes(facts.version) ? name : `${name} (${facts.version})`;
}

function sameExecutables(builds: readonly (readonly RuntimeFacts[])[]): string[] {
  return builds.flatMap(([base, ...heads]) =>
    heads
      .filter((head) => head.binarySha256 === base!.binarySha256)
      .map((head) => `${nameOf(head)} is the same executable as ${nameOf(base!)}: nothing should differ`),
  );
}

export function buildsSummary(run: Run): string {
  return changesPage(buildChanges(run, 0)).trimEnd();
}
