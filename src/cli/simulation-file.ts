/** docs/simulation.md from a run: the one generated page that is more than a table of what is stored. */
import { pageTrials, type SimulationResults, simulateRun } from "../core/simulation/simulation-results.ts";
import type { ReportInput } from "../report/input.ts";
import { simulationPage } from "../report/simulation/simulation-page.ts";

export function simulationPageOf({ run, results, rawFile, projectFolder }: ReportInput): string {
  const pairs = results.cases.flatMap((one) => one.pairs);
  const family = {
    size: results.familySize,
    differing: pairs.filter(({ verdict }) => verdict.kind === "differs").length,
  };
  const simulation: SimulationResults | null = simulateRun(run, family, pageTrials);
  return simulationPage({ simulation, runId: run.header.runId, rawFile, projectFolder });
}
