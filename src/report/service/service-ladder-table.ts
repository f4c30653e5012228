/** The highest rate that each arm holds, and the steps that say so. */
import type { Held, LadderResult, LadderStepResult } from "../../core/service/ladder-result.ts";
import type { ServiceResult } from "../../core/service/service-results.ts";
import { folded, list, table, unbroken } from "../markdown.ts";
import { chosenRateText, hundredths, milliseconds } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import { caseCell, stallingArms } from "./service-words.ts";

/** @param isDisturbed whether something else used the machine: then what is not held may be its fault */
export function ladderTables(results: readonly ServiceResult[], isDisturbed: boolean): string {
  const laddered = results.filter(({ ladders }) => ladders.length > 0);
  if (laddered.length === 0) return "Not asked of any case.";
  const summary = table(
    laddered,
    [
      { heading: "case", cell: ({ case: of }) => caseCell(of) },
      {
        heading: "fresh: clients/s",
        align: "right",
        cell: ({ ladders }) => heldOf(ladders, true, isDisturbed),
      },
      {
        heading: "shared: clients/s",
        align: "right",
        cell: ({ ladders }) => heldOf(ladders, false, isDisturbed),
      },
    ],
    ({ case: of }) => anchorName("ladder", of.runtime, of.client, of.trust),
  );
  const rows = laddered.flatMap(({ case: of, ladders }) =>
    ladders.flatMap(({ arm, steps }) => steps.map((step) => ({ title: caseCell(of), arm, step }))),
  );
  const parts = [summary, stallDoubts(laddered), folded("Every step", stepsTable(rows))];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A step is three short phases: what stalls once in some seconds may be missed by them. */
function stallDoubts(results: readonly ServiceResult[]): string {
  const texts = results.flatMap((result) =>
    stallingArms(result).map(
      ({ arm, beyond, phases }) =>
        `${caseCell(result.case)}, ${arm}: at ${chosenRateText(result.case.ratePerSecond)} clients/s ${beyond} of ${phases} longer phases were above the ` +
        "bound (previous table). Steps are short and few, and may miss a stall: what is called held is no promise.",
    ),
  );
  return texts.length === 0 ? "" : list(texts);
}

function heldOf(ladders: readonly LadderResult[], isFresh: boolean, isDisturbed: boolean): string {
  const ladder = ladders.find(({ arm }) => (arm === "fresh") === isFresh);
  if (ladder === undefined) return "—";
  return unbroken(isDisturbed ? disturbedText(ladder.held) : heldText(ladder.held));
}

/** What was held was held all the same; of what was not, nothing is said. */
function disturbedText(held: Held): string {
  const isHeld = held.kind === "between" || held.kind === "at-least" || held.kind === "limited";
  if (!isHeld || held.ratePerSecond === null) return "no claim";
  return `≥ ${chosenRateText(held.ratePerSecond)}`;
}

function heldText(held: Held): string {
  const rate = held.ratePerSecond === null ? null : chosenRateText(held.ratePerSecond);
  switch (held.kind) {
    case "between":
      return `**${rate}**, not ${chosenRateText(held.nextPerSecond)}`;
    case "at-least":
      return `≥ ${rate}`;
    case "below":
      return `< ${rate}`;
    case "limited":
      return rate === null ? "no claim" : `≥ ${rate}; no claim at ${chosenRateText(held.nextPerSecond)}`;
    case "unknown":
      return `unknown: nothing measured at ${rate}`;
  }
}

interface StepRow {
  readonly title: string;
  readonly arm: string;
  readonly step: LadderStepResult;
}

function stepsTable(rows: readonly StepRow[]): string {
  return table(
    rows,
    [
      { heading: "case", cell: ({ title }) => title },
      { heading: "arm", cell: ({ arm }) => arm },
      { heading: "clients/s", align: "right", cell: ({ step }) => chosenRateText(step.ratePerSecond) },
      {
        heading: "p99, ms",
        align: "right",
        cell: ({ step }) => (step.p99Ns === null ? "—" : milliseconds(step.p99Ns)),
      },
      { heading: "phases that hold", align: "right", cell: ({ step }) => `${step.holding}/${step.phases}` },
      { heading: "server CPU, %", align: "right", cell: ({ step }) => hundredths(step.serverShare) },
      {
        heading: "generator CPU, at most, %",
        align: "right",
        cell: ({ step }) => hundredths(step.generatorShare),
      },
    ],
    ({ title, arm, step }) => anchorName("step", title, arm, String(step.ratePerSecond)),
  );
}
