/** The commands that take a reader from a number to what is behind it, and to a number of his own. */
import { type Arm, armId, type Case } from "../core/model.ts";
import type { Header, Run } from "../core/records.ts";
import { code } from "./markdown.ts";
import { shellWord } from "./shell-word.ts";

/** Every raw operation of one arm: its `armId` is runtime/client/trust/scenario/context. */
export function rawCommand(rawFile: string, arm: Arm): string {
  const read = rawFile.endsWith(".gz") ? "gzip -dc" : "cat";
  return `${read} ${shellWord(rawFile)} | grep ${shellWord(`"armId":"${armId(arm)}"`)}`;
}

/** One case alone, as often as a run does it by default. */
export function caseCommand({ runtime, client, trust, scenario }: Case): string {
  const words = ["--runtime", runtime, "--client", client, "--trust", trust, "--scenario", scenario];
  // A control has no trust that could be asked for.
  const asked = trust === "none" ? words.toSpliced(4, 2) : words;
  return `npm run -s ctxcost -- run ${asked.map(shellWord).join(" ")}`;
}

/** The same case in the way of this run: as many rounds, the same numbers of operations, the same server. */
export function caseAgainCommand({ header, plan }: Run, of: Case, rawFile: string): string {
  const words = ["--rounds", String(plan.rounds)];
  if (header.url !== null) words.push("--url", header.url);
  else if (header.mode === "quick") words.push("--quick");
  if (takesCounts(header)) words.push("--counts-from", rawFile);
  return `${caseCommand(of)} ${words.map(shellWord).join(" ")}`;
}

/** A run against a stranger's server and a quick one have numbers of their own. */
function takesCounts({ url, mode }: Header): boolean {
  return url === null && mode !== "quick";
}

/** What that command needs beside a checkout; null where it needs nothing. */
export function caseAgainNeeds({ header }: Run, rawFile: string): string | null {
  if (!takesCounts(header)) return null;
  return (
    `It takes its numbers of operations from ${code(rawFile)}, the raw rounds that belong to this page; the commit that the run was made of ` +
    `cannot have them. Lay the file there, or leave out \`--counts-from\` and the path after it: the numbers are then calibrated anew.`
  );
}
