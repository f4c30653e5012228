/** The tables of a merge: pooled ratios, the same by machine, and the floor of each. */
import type { MachinePair, MergedPair, MergeResults } from "../../core/merge/merge-results.ts";
import type { MergeRun } from "../../core/merge/merge-run.ts";
import { isOfBuilds } from "../../core/merge/run-pairs.ts";
import { type Arm, armId, buildName, isReference } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { runtimeTitle } from "../input.ts";
import { type Column, folded, page, plain, sentence, table, unbroken } from "../markdown.ts";
import { microseconds, numberText, percent, probability } from "../number-text.ts";
import { intervalText, ratioText, verdictText } from "../ratio-text.ts";
import { anchorName } from "../row-anchor.ts";
import { machineName } from "./machine-name.ts";

/** A table a runtime, of the pairs that are wanted. */
export function ratioTables(results: MergeResults, wanted: (pair: MergedPair) => boolean): string | null {
  const sections = runtimesOf(results.runs).flatMap((facts) => {
    const pairs = results.pairs.filter((pair) => pair.of.runtime === facts.runtime && wanted(pair));
    return pairs.length === 0 ? [] : [`### ${titleOf(facts)}`, ratioTable(pairs)];
  });
  return sections.length === 0 ? null : page(...sections).trimEnd();
}

/** Of builds without a version: there are several. */
function titleOf(facts: RuntimeFacts): string {
  if (facts.build !== undefined) return plain(runtimeTitle({ ...facts, version: "" }).trim());
  return `${plain(runtimeTitle(facts))}${isReference(facts.runtime) ? ", the reference" : ""}`;
}

/** Those of all machines, each once: their versions are the same. */
function runtimesOf(runs: readonly MergeRun[]): RuntimeFacts[] {
  const facts = runs.flatMap(({ header }) => header.runtimes);
  return [...new Map(facts.map((one) => [one.runtime, one])).values()];
}

function ratioTable(pairs: readonly MergedPair[]): string {
  const columns: readonly Column<MergedPair>[] = [
    { heading: "client", cell: ({ of }) => plain(of.client) },
    { heading: "trust", cell: ({ of }) => of.trust },
    { heading: "scenario", cell: ({ of }) => of.scenario },
    ...sideColumns(isOfBuilds(pairs[0]!.sides), (pair: MergedPair) => pair),
    { heading: "ratio [95 %]", align: "right", cell: (pair) => unbroken(ratioCell(pair)) },
    {
      heading: "p (Holm)",
      align: "right",
      cell: ({ adjustedPValue: p }) => (p === null ? "—" : probability(p)),
    },
  ];
  const isPooled = pairs.some(({ machines }) => machines.length > 1);
  return table(pairs, isPooled ? [...columns, ...columnsOfPooled] : columns, (pair) =>
    anchorName("pooled", ...wordsOf(pair)),
  );
}

/** What is compared; in a merge it is the same in all rows. */
function sideColumns<Row>(ofBuilds: boolean, pairOf: (row: Row) => MergedPair): readonly Column<Row>[] {
  if (!ofBuilds) {
    return [{ heading: "fresh ÷", cell: (row) => pairOf(row).sides.denominator.context }];
  }
  return [
    { heading: "context", cell: (row) => pairOf(row).sides.numerator.context },
    { heading: "build", cell: (row) => plain(buildName(pairOf(row).sides.numerator)) },
    { heading: "÷", cell: (row) => plain(buildName(pairOf(row).sides.denominator)) },
  ];
}

function wordsOf({ of, sides }: MergedPair): string[] {
  const { numerator, denominator } = sides;
  const words = [of.runtime, of.client, of.trust, of.scenario];
  if (!isOfBuilds(sides)) return [...words, denominator.context];
  return [...words, numerator.context, buildName(numerator), buildName(denominator)];
}

/** Where each case was measured once there is nothing between the machines. */
const columnsOfPooled: readonly Column<MergedPair>[] = [
  { heading: "machines", align: "right", cell: machinesCell },
  { heading: "differ", align: "right", cell: differCell },
  { heading: "spread", align: "right", cell: ({ between }) => (between ? spreadCell(between.spread) : "—") },
  {
    heading: "next machine [95 %]",
    align: "right",
    cell: ({ between }) => (between?.prediction ? unbroken(intervalText(between.prediction)) : "—"),
  },
  {
    heading: "one ratio, p",
    align: "right",
    cell: ({ between }) => (between ? probability(between.disagreementPValue) : "—"),
  },
];

/** The interval of a mean stands also where no verdict does: it is what the machines say of it. */
function ratioCell(pair: MergedPair): string {
  const { ratio, interval, verdict, between, leftOut } = pair;
  if (leftOut !== null) return "left out";
  if (ratio !== null && interval && between && verdict.kind === "indistinct") {
    // Two machines cannot be sure of a family of hundreds: that is no reason to call 177 equal to 1.
    const mark = interval.low <= 1 && interval.high >= 1 ? "~ " : "";
    return `${mark}${numberText(ratio)} ${intervalText(interval)}`;
  }
  return ratioText(pair);
}

/** `2/3` where one of three has no interval. */
function machinesCell({ machines, between, interval }: MergedPair): string {
  const used = between?.machines ?? (interval ? 1 : 0);
  return used === machines.length ? String(used) : `${used}/${machines.length}`;
}

function differCell({ machines }: MergedPair): string {
  const differing = machines.filter(({ pair }) => pair.verdict.kind === "differs");
  const directions = new Set(differing.map(({ pair }) => pair.ratio! > 1));
  const count = `${differing.length}/${machines.length}`;
  return directions.size > 1 ? `${count}, both ways` : count;
}

function spreadCell(spread: number): string {
  return spread === 1 ? "none seen" : `±${percent(spread - 1)}`;
}

/** Folded by runtime: a row a pair and machine, with that machine's times. */
export function machineTables({ runs, pairs }: MergeResults): string | null {
  const sections = runtimesOf(runs).flatMap((facts) => {
    const rows = pairs
      .filter(({ of }) => of.runtime === facts.runtime)
      .flatMap((pair) => pair.machines.map((machine) => ({ pair, machine })));
    return rows.length === 0
      ? []
      : [
          folded(
            `${titleOf(facts)}: ${rows.length === 1 ? "1 ratio" : `${rows.length} ratios`}`,
            machineTable(rows),
          ),
        ];
  });
  return sections.length === 0 ? null : page(...sections).trimEnd();
}

interface MachineRow {
  readonly pair: MergedPair;
  readonly machine: MachinePair;
}

function machineTable(rows: readonly MachineRow[]): string {
  const ofBuilds = isOfBuilds(rows[0]!.pair.sides);
  return table(
    rows,
    [
      { heading: "client", cell: ({ pair }) => plain(pair.of.client) },
      { heading: "trust", cell: ({ pair }) => pair.of.trust },
      { heading: "scenario", cell: ({ pair }) => pair.of.scenario },
      ...sideColumns(ofBuilds, ({ pair }: MachineRow) => pair),
      { heading: "machine", cell: ({ machine }) => machineName(machine.run) },
      {
        heading: ofBuilds ? "µs: first → this" : "µs: fresh → other",
        align: "right",
        cell: timesCell,
      },
      { heading: "ratio", align: "right", cell: ({ machine: { pair } }) => numberOr(pair.ratio) },
      {
        heading: "95 %",
        cell: ({ machine: { pair } }) => (pair.interval ? intervalText(pair.interval) : "—"),
      },
      { heading: "verdict (its own)", cell: ({ machine: { pair } }) => verdictCell(pair.verdict) },
      {
        heading: "pairs",
        align: "right",
        cell: ({ machine: { pair } }) => `${pair.validPairs}/${pair.plannedPairs}`,
      },
    ],
    ({ pair, machine }) => anchorName("machine", ...wordsOf(pair), String(machine.run)),
  );
}

function verdictCell(verdict: MergedPair["verdict"]): string {
  return verdict.kind === "withheld" ? sentence(verdict.reason) : verdictText(verdict);
}

function timesCell({ machine, pair }: MachineRow): string {
  const { numerator, denominator } = pair.sides;
  // Of builds the first that was named is the one before.
  const [before, after] = isOfBuilds(pair.sides) ? [denominator, numerator] : [numerator, denominator];
  return unbroken(`${latency(machine, before)} → ${latency(machine, after)}`);
}

function latency({ result }: MachinePair, wanted: Arm): string {
  const found = result.arms.find(({ arm }) => armId(arm) === armId(wanted));
  return found?.state === "measured" ? microseconds(found.latencyNs) : "—";
}

function numberOr(value: number | null): string {
  return value === null ? "—" : numberText(value);
}

/** The controls of every machine: what the harness itself costs there. */
export function floorTable(runs: readonly MergeRun[]): string | null {
  const rows = runs.flatMap(({ results }, run) =>
    results.cases
      .filter(({ of }) => of.trust === "none")
      .flatMap(({ of, arms }) => arms.flatMap((arm) => (arm.state === "measured" ? [{ run, of, arm }] : []))),
  );
  if (rows.length === 0) return null;
  return table(
    rows,
    [
      { heading: "machine", cell: ({ run }) => machineName(run) },
      { heading: "runtime", cell: ({ of }) => of.runtime },
      { heading: "control", cell: ({ of }) => plain(of.client) },
      { heading: "wall, µs", align: "right", cell: ({ arm }) => microseconds(arm.latencyNs) },
    ],
    ({ run, of }) => anchorName("floor", machineName(run), of.runtime, of.client),
  );
}
