/** The table that is cited: one row a runtime, client and trust. */

import { pairOf } from "../core/analyse-run.ts";
import { isReference, type Trust, trusts } from "../core/model.ts";
import type { CaseResult } from "../core/results.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";
import { familyWiseError } from "../core/statistics/holm.ts";
import { armOf, clientsOf, findCase, measuredArm, type ReportInput, runtimeTitle } from "./input.ts";
import { type Column, page, plain, sentence, table, unbroken } from "./markdown.ts";
import { Notes } from "./notes.ts";
import { countText, microseconds, numberText } from "./number-text.ts";
import { ratioText } from "./ratio-text.ts";
import { missingReferences, publishedFigures, referenceMark } from "./reference.ts";
import { anchorName } from "./row-anchor.ts";

interface Row {
  readonly client: ClientFacts;
  readonly trust: Trust;
  readonly create: CaseResult | undefined;
  readonly request: CaseResult | undefined;
}

/** The headline of every runtime of the run, each under a heading of its own; the reference last. */
export function headlines(input: ReportInput): string {
  return page(jsHeadlines(input, trusts), referenceHeadline(input, trusts)).trimEnd();
}

export function jsHeadlines(input: ReportInput, wanted: readonly Trust[]): string | null {
  const runtimes = input.run.header.runtimes.filter(({ runtime }) => !isReference(runtime));
  return sections(runtimes.map((facts) => headline(input, facts, wanted)));
}

/** With what was published for it; or how to get it, where the run would have had it. */
export function referenceHeadline(input: ReportInput, wanted: readonly Trust[]): string | null {
  const measured = referenceTables(input, wanted, publishedFigures(input));
  return sections([measured, ...missingReferences(input.run.header.missingRuntimes)]);
}

/** The tables alone. */
export function referenceTables(
  input: ReportInput,
  wanted: readonly Trust[],
  introduction: string | null = null,
): string | null {
  const runtimes = input.run.header.runtimes.filter(({ runtime }) => isReference(runtime));
  return sections(runtimes.map((facts) => headline(input, facts, wanted, introduction)));
}

function sections(texts: readonly (string | null)[]): string | null {
  const made = texts.filter((text) => text !== null);
  return made.length === 0 ? null : page(...made).trimEnd();
}

function headline(
  input: ReportInput,
  facts: RuntimeFacts,
  wanted: readonly Trust[],
  introduction: string | null = null,
): string | null {
  const rows = rowsOf(input, facts, wanted);
  if (rows.length === 0) return null;
  const notes = new Notes();
  const rendered = table(rows, withoutEmptyNotes(rows, columns(input, notes)), ({ client, trust }) =>
    anchorName("headline", facts.runtime, client.name, trust),
  );
  const heading = `### ${plain(runtimeTitle(facts))}${referenceMark(facts.runtime)}`;
  return page(heading, introduction, rendered, notes.toString()).trimEnd();
}

function rowsOf(input: ReportInput, facts: RuntimeFacts, wanted: readonly Trust[]): Row[] {
  return clientsOf(facts).flatMap((client) =>
    wanted.flatMap((trust) => {
      const create = findCase(input, facts.runtime, client.name, trust, "create");
      const request = findCase(input, facts.runtime, client.name, trust, "request");
      return create || request ? [{ client, trust, create, request }] : [];
    }),
  );
}

function columns({ results }: ReportInput, notes: Notes): Column<Row>[] {
  const ratioHeading = results.exploratory ? "fresh ÷ shared (exploratory)" : "fresh ÷ shared [95 %]";
  return [
    { heading: "client", cell: ({ client }) => plain(client.name) },
    { heading: "trust", cell: ({ trust }) => trust },
    { heading: "create, µs: fresh → shared", align: "right", cell: ({ create }) => latencies(create) },
    { heading: ratioHeading, align: "right", cell: ({ create }) => ratio(create, notes) },
    { heading: "request, µs: fresh → shared", align: "right", cell: ({ request }) => latencies(request) },
    { heading: ratioHeading, align: "right", cell: ({ request }) => ratio(request, notes) },
    { heading: "CPU saved, µs", align: "right", cell: ({ request }) => cpuSaved(request) },
    { heading: "resumed", align: "right", cell: ({ request }) => resumed(request) },
    { heading: "notes", cell: (row) => notesOf(row, notes) },
  ];
}

/** Without the column of notes where no row has any. */
function withoutEmptyNotes(rows: readonly Row[], all: readonly Column<Row>[]): readonly Column<Row>[] {
  const last = all.at(-1)!;
  return rows.every((row) => last.cell(row) === "") ? all.slice(0, -1) : all;
}

function latencies(result: CaseResult | undefined): string {
  const [fresh, shared] = [latency(result, "fresh"), latency(result, "shared")];
  const isSame = fresh === shared && !/\d/.test(fresh);
  return unbroken(isSame ? fresh : `${fresh} → ${shared}`);
}

function latency(result: CaseResult | undefined, context: "fresh" | "shared"): string {
  const arm = measuredArm(result, context);
  if (arm) return microseconds(arm.latencyNs);
  const state = armOf(result, context)?.state;
  return state === "failed" || state === "not run" ? state : "—";
}

function ratio(result: CaseResult | undefined, notes: Notes): string {
  if (result?.leftOut) return "left out";
  const pair = result && pairOf(result, "shared");
  return pair ? unbroken(ratioText(pair, (reason) => notes.refer(reason))) : "—";
}

/** `~` where Holm's procedure over the CPU differences does not reject; in an exploratory run there is none. */
function cpuSaved(result: CaseResult | undefined): string {
  if (!result || result.leftOut) return "—";
  const pair = pairOf(result, "shared");
  if (!pair?.cpuSavedNs) return "—";
  const { cpuSavedNs, cpuAdjustedPValue } = pair;
  const isUnclear = cpuAdjustedPValue !== null && cpuAdjustedPValue > familyWiseError;
  return unbroken(`${isUnclear ? "~ " : ""}${microseconds(cpuSavedNs.value)}`);
}

function resumed(result: CaseResult | undefined): string {
  const counts = (["fresh", "shared"] as const).map((context) => {
    return measuredArm(result, context)?.resumedHandshakes ?? null;
  });
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? "—" : countText(known.reduce((sum, count) => sum + count, 0));
}

function notesOf({ client, create, request }: Row, notes: Notes): string {
  const texts = [create, request].flatMap((result) => (result ? caseNotes(result) : []));
  if (client.remark) texts.push(sentence(client.remark));
  return [...new Set(texts)].map((text) => notes.refer(text)).join(" ");
}

function caseNotes(result: CaseResult): string[] {
  const { scenario } = result.of;
  const texts: string[] = [];
  const trend = pairOf(result, "shared")?.trend;
  if (trend) {
    texts.push(
      `${scenario}: late in a process fresh ÷ shared is ${numberText(trend.value)} times what it is early (its operations' ` +
        "second half and first): a process that lives longer may have another ratio",
    );
  }
  if (result.leftOut) texts.push(`${scenario}: left out: ${sentence(result.leftOut)}`);
  for (const context of ["fresh", "shared"] as const) {
    const arm = armOf(result, context);
    // One reason is enough for the whole case.
    if (arm?.state === "unsupported") {
      texts.push(`${context === "fresh" ? scenario : "shared"}: unsupported: ${sentence(arm.reason)}`);
      break;
    }
    // The same in all rows that the run did not come to.
    if (arm?.state === "not run") texts.push(`not run: ${sentence(arm.reason)}`);
    if (arm?.state === "failed") texts.push(`${scenario}: ${context} failed: ${sentence(arm.reason)}`);
    if (arm?.state === "measured" && arm.validRounds < arm.plannedRounds) {
      texts.push(`${scenario}: ${context} has ${arm.validRounds}/${arm.plannedRounds} valid rounds`);
    }
  }
  return texts;
}
