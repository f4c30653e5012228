/** Loads a results file, and says on stderr what was wrong with it and could be worked around: stdout is for the tables. */
import type { Run } from "../core/records.ts";
import { visibleText } from "../core/visible-text.ts";
import { loadRun } from "../run/load-run.ts";
import { withoutProjectPath } from "../run/project.ts";

export async function loadAloud(file: string): Promise<Run> {
  const { run, warnings } = await loadRun(file);
  for (const warning of warnings) console.error(visibleText(`ctxcost: ${withoutProjectPath(warning)}`));
  return run;
}
