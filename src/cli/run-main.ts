/** For tests: the command in a process of its own, without the launcher between. */
import { spawnSync } from "node:child_process";
import { projectRoot } from "../run/project.ts";

export function runMain(...words: string[]) {
  // Its children would otherwise report to this test's runner.
  const environment = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const options = { cwd: projectRoot, encoding: "utf8", env: environment } as const;
  return spawnSync(process.execPath, ["src/cli/main.ts", ...words], options);
}
