/**
 * Whether a stopped run's file was changed by hand: its observations stand in the order of its plan and seed, and both are
 * those of the command that began it. What neither shows cannot be known: no line is signed.
 */
import { armId } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import { orderRounds } from "../measure-plan.ts";
import { UsageError } from "../unknown-word.ts";

export function expectUnchanged(file: string, run: Run): void {
  const contradiction = againstCommand(run) ?? againstOrder(run);
  if (contradiction === null) return;
  throw new UsageError(
    `--resume ${file}: ${contradiction}; expected the file as the run has left it: put it back, or begin a new run`,
  );
}

function againstCommand({ header: { commandLine, seed }, plan: { rounds } }: Run): string | null {
  for (const [option, stored] of Object.entries({ "--rounds": rounds, "--seed": seed })) {
    const at = commandLine.findLastIndex((word) => word === option || word.startsWith(`${option}=`));
    if (at < 0) continue;
    const typed = commandLine[at]!.split("=")[1] ?? commandLine[at + 1];
    if (Number(typed) !== stored)
      return `the command that began it has ${option} ${typed}, the file ${stored}`;
  }
  return null;
}

/** Of a case's round every attempt stands together, and the rounds of the cases in the order that was planned. */
function againstOrder({ header, plan, observations }: Run): string | null {
  const placeOf = new Map(
    orderRounds(plan, header.seed).flatMap(({ round, arms }, place) =>
      arms.map((arm) => [`${round} ${armId(arm)}`, place] as const),
    ),
  );
  let last = -1;
  for (const { round, armId: id } of observations) {
    const place = placeOf.get(`${round} ${id}`);
    if (place === undefined || place < last || place > last + 1)
      return `its observations are not in the order of its plan and seed (round ${round} of ${id})`;
    last = place;
  }
  return null;
}
