/** What the fixture server sees of one process of a study. */
import type { ServerCounts } from "../../core/records.ts";
import { difference } from "../fixture/server-process.ts";
import type { Workbench } from "../workbench.ts";

/** Call the result when the process has ended, to get what the server has counted since. */
export async function startCounting(workbench: Workbench): Promise<() => Promise<ServerCounts>> {
  // Only a run of `--url` has none.
  const server = (await workbench.server())!;
  const before = await server.counts();
  return async () => difference(before, await server.counts());
}
