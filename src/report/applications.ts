/** For the application developer: what a client costs in CPU, what that is at a rate, and what to change. */
import { pairOf } from "../core/analyse-run.ts";
import type { Trust } from "../core/model.ts";
import type { CaseResult, MeasuredArm } from "../core/results.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";
import { armOf, clientsOf, findCase, measuredArm, type ReportInput, runtimeTitle } from "./input.ts";
import { type Column, fence, page, plain, sentence, table, unbroken } from "./markdown.ts";
import { countText, milliseconds, numberText } from "./number-text.ts";
import { ratioText } from "./ratio-text.ts";
import { anchorName } from "./row-anchor.ts";

const ratesPerSecond = [10, 100, 1000];
const shownTrusts: readonly Trust[] = ["default", "bundle"];

export function applicationsPage(input: ReportInput): string {
  return page(
    "# What a client costs an application, and what to change",
    "CPU time of the client's process for one client with one request, from construction to close, garbage collection included; " +
      "the server's is not in it. The shares of a core are that time × the rate: what a process spends if it makes that many clients a second " +
      "one after another, before any queueing, in the first hundred " +
      "or so clients of its life; after some hundreds it needs 10 to 40 % less on Node and Bun, and saves as much by sharing. *reused* is one client for all requests, the usual advice: it saves the handshake as well.",
    ...input.run.header.runtimes.map((facts) => runtimeSection(input, facts)),
    "## What to change",
    ...input.run.header.runtimes.map((facts) => changes(input, facts)),
  );
}

interface Row {
  readonly client: string;
  readonly trust: Trust;
  readonly fresh: MeasuredArm | undefined;
  readonly shared: MeasuredArm | undefined;
  readonly reused: MeasuredArm | undefined;
}

function runtimeSection(input: ReportInput, facts: RuntimeFacts): string | null {
  const rows = clientsOf(facts).flatMap(({ name }) =>
    shownTrusts.flatMap((trust): Row[] => {
      const result = findCase(input, facts.runtime, name, trust, "request");
      if (!result) return [];
      const arm = (context: "fresh" | "shared" | "reused-client") => measuredArm(result, context);
      return [
        { client: name, trust, fresh: arm("fresh"), shared: arm("shared"), reused: arm("reused-client") },
      ];
    }),
  );
  if (rows.length === 0) return null;
  return page(
    `## ${plain(runtimeTitle(facts))}`,
    table(rows, columns(), ({ client, trust }) => anchorName("application", facts.runtime, client, trust)),
  ).trimEnd();
}

function columns(): Column<Row>[] {
  return [
    { heading: "client", cell: ({ client }) => plain(client) },
    { heading: "trust", cell: ({ trust }) => trust },
    { heading: "CPU ms: fresh", align: "right", cell: ({ fresh }) => cpuText(fresh) },
    { heading: "shared", align: "right", cell: ({ shared }) => cpuText(shared) },
    { heading: "reused", align: "right", cell: ({ reused }) => cpuText(reused) },
    ...ratesPerSecond.map(
      (rate): Column<Row> => ({
        heading: `% of a core at ${countText(rate)}/s`,
        align: "right",
        cell: ({ fresh, shared }) => unbroken(`${shareText(fresh, rate)} → ${shareText(shared, rate)}`),
      }),
    ),
  ];
}

function cpuText(arm: MeasuredArm | undefined): string {
  return arm?.meanCpu.state === "measured" ? milliseconds(arm.meanCpu.ns) : "—";
}

function shareText(arm: MeasuredArm | undefined, ratePerSecond: number): string {
  return arm?.meanCpu.state === "measured" ? numberText((arm.meanCpu.ns / 1e9) * ratePerSecond * 100) : "—";
}

function changes(input: ReportInput, facts: RuntimeFacts): string | null {
  const known = clientsOf(facts)
    .map((client) => change(input, facts, client))
    .filter((text) => text !== null);
  if (known.length === 0) return null;
  return page(`### ${plain(runtimeTitle(facts))}`, ...known).trimEnd();
}

/** What the change brought in this run, where it brought anything. */
function gainText(measured: CaseResult): string | null {
  const pair = pairOf(measured, "shared");
  if (!pair || pair.ratio === null) return null;
  const text = `Measured here, a request with \`bundle\`, fresh ÷ shared: ${ratioText(pair)}.`;
  if (pair.verdict.kind !== "indistinct") return text;
  return `${text} Sharing gained nothing that could be seen: keep one client for many requests instead.`;
}

function change(input: ReportInput, { runtime }: RuntimeFacts, { name, sharedObject }: ClientFacts) {
  const snippet = input.snippets.get(`${runtime}/${name}`) ?? input.snippets.get(`*/${name}`);
  if (!snippet) return null;
  const measured = findCase(input, runtime, name, "bundle", "request");
  const shared = armOf(measured, "shared");
  const comment = snippet.language === "python" ? "#" : "//";
  const why = shared?.state === "unsupported" ? `No context to share: ${sentence(shared.reason)}.` : null;
  return page(
    `#### ${plain(name)}`,
    why ?? (sharedObject === null ? null : `What is shared: ${sentence(sharedObject)}.`),
    fence(`${comment} before\n${snippet.before}\n\n${comment} after\n${snippet.after}`, snippet.language),
    measured ? gainText(measured) : null,
    `A test runs both: [${snippet.path}](${input.projectFolder}/${snippet.path}).`,
  ).trimEnd();
}
