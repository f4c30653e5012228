/** The page's data: what core computes, with the texts that only the report can write. */
import { countedObservations, observationsOf } from "../../core/counted-observations.ts";
import { type Arm, armId } from "../../core/model.ts";
import type { Measurement, Observation } from "../../core/records.ts";
import { operationSlices, sliceQuantiles } from "../../core/report-page/operation-slices.ts";
import type { PageArm, PageCase, PageData, PageRuntime } from "../../core/report-page/page-data.ts";
import { processColumns } from "../../core/report-page/process-columns.ts";
import type { CaseResult } from "../../core/results.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { armsTable } from "../arms-table.ts";
import { caseAgainCommand, caseAgainNeeds, rawCommand } from "../commands.ts";
import { machineLines } from "../environment.ts";
import { type ReportInput, runtimeTitle } from "../input.ts";
import { code, plain } from "../markdown.ts";
import { pairsTable } from "../pairs-table.ts";
import { stagesTable } from "../stages-table.ts";
import { caseNotes } from "./case-notes.ts";
import { unaligned } from "./render-markdown.ts";

/** `tables` are the sources of the tables that are on the page already. */
export function pageData(input: ReportInput, tables: readonly string[]): PageData {
  const { header, plan } = input.run;
  const counted = countedObservations(input.run);
  const all = Map.groupBy(input.run.observations, (one) => one.armId);
  return {
    runId: header.runId,
    schemaVersion: header.schemaVersion,
    rawFileName: input.rawFile.slice(input.rawFile.lastIndexOf("/") + 1),
    plannedRounds: plan.rounds,
    runtimes: header.runtimes.map(runtimeOf),
    machine: machineLines(header),
    againNeeds: caseAgainNeeds(input.run, input.rawFileFromProject),
    cases: input.results.cases.map((result) => {
      const planned = plan.cases.find(({ id }) => id === result.id)!;
      const slices = operationSlices(planned);
      const armOf = (arm: Arm): PageArm => ({
        id: armId(arm),
        context: arm.context,
        raw: rawCommand(input.rawFileFromProject, arm),
        processes: processColumns(all.get(armId(arm)) ?? [], observationsOf(arm, counted)),
        sliceQuantilesNs: sliceQuantiles(slices, measurementsOf(observationsOf(arm, counted))),
      });
      // Without an arm the command would end with a message, nothing else.
      const again =
        planned.arms.length === 0 ? null : caseAgainCommand(input.run, planned.of, input.rawFileFromProject);
      return { ...caseOf(input, result), again, arms: planned.arms.map(armOf) };
    }),
    tables,
  };
}

function runtimeOf(facts: RuntimeFacts): PageRuntime {
  const { runtime, source, binarySha256, tlsLibrary, defaultRoots, clockStepNs } = facts;
  return {
    runtime,
    title: runtimeTitle(facts),
    facts: [
      `executable ${plain(source)}, SHA-256 ${code(binarySha256)}`,
      `TLS: ${plain(tlsLibrary)}; own roots: ${defaultRoots.count ?? "unknown"}, ${plain(defaultRoots.source)}`,
      `step of the clock: ${clockStepNs} ns`,
    ],
  };
}

function caseOf(input: ReportInput, result: CaseResult): Omit<PageCase, "again" | "arms"> {
  const { id, of, warmupOperations, timedOperations } = result;
  const tables: readonly [string, string | null][] = [
    ["Arms", armsTable(result.arms, of.scenario)],
    ["Pairs", pairsTable([result])],
    ["Where it pays: time from one stage to the next, medians", stagesTable([result])],
  ];
  return {
    id,
    of,
    warmupOperations,
    timedOperations,
    tables: tables.flatMap(([title, text]) => (text === null ? [] : [{ title, text: unaligned(text) }])),
    notes: caseNotes(input, result),
  };
}

/** Of the processes that are in the results. */
function measurementsOf(counted: readonly Observation[]): Measurement[] {
  return counted.flatMap((one) => (one.status === "valid" ? [one.measurement] : []));
}
