/** What those who wait see: latencies from the time at which a client was to arrive, and the event loop's delay. */
import type { ServiceArmResult, ServiceResult } from "../../core/service/service-results.ts";
import { sentence, table, unbroken } from "../markdown.ts";
import { countText, hundredths, milliseconds } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import { armOf, caseCell, otherArm } from "./service-words.ts";

type Figures = NonNullable<ServiceArmResult["figures"]>;

export function latencyTable(results: readonly ServiceResult[]): string {
  return table(
    results,
    [
      { heading: "case", cell: ({ case: of }) => caseCell(of) },
      { heading: "p50, ms: fresh → shared", align: "right", cell: both(({ p50Ns }) => p50Ns) },
      { heading: "p99, ms", align: "right", cell: both(({ p99Ns }) => p99Ns) },
      { heading: "longest, ms", align: "right", cell: both(({ maxNs }) => maxNs) },
      { heading: "loop late, p99, ms", align: "right", cell: both(({ loopDelayP99Ns }) => loopDelayP99Ns) },
      { heading: "control: p50, p99", align: "right", cell: controlCell },
      { heading: "errors", align: "right", cell: errorsCell },
      { heading: "server CPU, %", align: "right", cell: serverCell },
    ],
    ({ case: of }) => anchorName("latency", of.runtime, of.client, of.trust),
  );
}

function both(read: (figures: Figures) => number | null) {
  return (result: ServiceResult): string =>
    unbroken([armOf(result, "fresh"), otherArm(result)].map((arm) => figureText(arm, read)).join(" → "));
}

function figureText(arm: ServiceArmResult | undefined, read: (figures: Figures) => number | null): string {
  const value = arm?.figures ? read(arm.figures) : null;
  return value === null ? "—" : milliseconds(value);
}

function controlCell(result: ServiceResult): string {
  const control = armOf(result, "control");
  const texts = [
    figureText(control, ({ p50Ns }) => p50Ns),
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
