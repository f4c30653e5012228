/** What those who wait see: latencies from the time at which a client was to arrive, and the event loop's delay. */
import type { ServiceArmResult, ServiceResult } from "../../core/service/service-results.ts";
import { sentence, table, unbroken } from "../markdown.ts";
import { Notes } from "../notes.ts";
import { countText, hundredths, milliseconds } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import { armOf, caseCell, otherArm, stallingArms } from "./service-words.ts";

type Figures = NonNullable<ServiceArmResult["figures"]>;

/** @param boundNs of a phase's 99th percentile: beyond it those who wait notice */
export function latencyTable(results: readonly ServiceResult[], boundNs: number): string {
  const notes = new Notes();
  const rows = table(
    results,
    [
      { heading: "case", cell: ({ case: of }) => caseCell(of) },
      { heading: "p50, ms: fresh → shared", align: "right", cell: both(({ latency }) => latency?.p50Ns) },
      { heading: "p99, ms", align: "right", cell: both(({ latency }) => latency?.p99Ns) },
      { heading: "p99 of a phase, ms", align: "right", cell: phasesCell },
      { heading: "longest, ms", align: "right", cell: both(({ latency }) => latency?.maxNs) },
      { heading: "loop late, p99, ms", align: "right", cell: both(({ loopDelayP99Ns }) => loopDelayP99Ns) },
      { heading: "control: p50, p99", align: "right", cell: controlCell },
      { heading: "errors", align: "right", cell: errorsCell },
      { heading: "server CPU, %", align: "right", cell: serverCell },
      { heading: "notes", cell: (one) => stallNotes(one, boundNs, notes) },
    ],
    ({ case: of }) => anchorName("latency", of.runtime, of.client, of.trust),
  );
  return `${rows}\n\n${notes}`.trimEnd();
}

function stallNotes(result: ServiceResult, boundNs: number, notes: Notes): string {
  const texts = stallingArms(result).map(
    ({ arm, beyond, phases }) =>
      `${arm} stalls: in ${beyond} of ${phases} phases the 99th percentile is above ` +
      `${milliseconds(boundNs)} ms, the bound of the ladder below`,
  );
  return texts.map((text) => notes.refer(sentence(text))).join(" ");
}

/** From the lowest to the highest, of each arm. */
function phasesCell(result: ServiceResult): string {
  const texts = [armOf(result, "fresh"), otherArm(result)].map((arm) => {
    const range = arm?.figures?.latency?.phaseP99Ns;
    return range ? `${milliseconds(range.low)}–${milliseconds(range.high)}` : "—";
  });
  return unbroken(texts.join(" → "));
}

type Read = (figures: Figures) => number | undefined;

function both(read: Read) {
  return (result: ServiceResult): string =>
    unbroken([armOf(result, "fresh"), otherArm(result)].map((arm) => figureText(arm, read)).join(" → "));
}

function figureText(arm: ServiceArmResult | undefined, read: Read): string {
  const value = arm?.figures ? read(arm.figures) : undefined;
  return value === undefined ? "—" : milliseconds(value);
}

function controlCell(result: ServiceResult): string {
  const control = armOf(result, "control");
  const texts = [
    figureText(control, ({ latency }) => latency?.p50Ns),
    figureText(control, ({ loopDelayP99Ns }) => loopDelayP99Ns),
  ];
  return unbroken(texts.join(", "));
}

function errorsCell({ arms }: ServiceResult): string {
  return unbroken(
    arms.flatMap(({ arm, errors }) => (arm === "control" ? [] : countText(errors))).join(" → "),
  );
}

function serverCell({ arms }: ServiceResult): string {
  const shares = arms.flatMap(({ arm, figures }) =>
    arm === "control" || figures === null ? [] : [figures.serverShare],
  );
  return shares.length === 0 ? "—" : hundredths(Math.max(...shares));
}

/** A process that only waits for its timers is late by a millisecond or two; beyond this something took its core. */
const disturbedNs = 5e6;

/** Null where the machine had nothing else to do, as far as the controls can tell. */
export function disturbance(results: readonly ServiceResult[]): string | null {
  const delays = results
    .flatMap((one) => [
      armOf(one, "control")?.figures?.loopDelayP99Ns ?? [],
      one.ladderControlDelayP99Ns ?? [],
    ])
    .flat();
  const longest = Math.max(0, ...delays);
  if (longest <= disturbedNs) return null;
  return sentence(
    `The machine was busy with something else: a control, which only waits for its timers, was ${milliseconds(longest)} ms late ` +
      `(99th percentile; up to ${milliseconds(disturbedNs)} ms is usual). Latencies and the rates that are held say little here.`,
  );
}
