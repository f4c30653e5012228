/** One page a runtime, with everything that was measured on it. */
import { isReference } from "../core/model.ts";
import type { RunResults } from "../core/results.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";
import { armsSections, missingTable } from "./arms-table.ts";
import { controlsTable } from "./controls.ts";
import { clientsOf, type ReportInput, runtimeTitle } from "./input.ts";
import { code, link, page, plain, sentence, table } from "./markdown.ts";
import { pairsTable } from "./pairs-table.ts";
import { ratiosPicture, stagesPicture, timesPicture } from "./pictures.ts";
import { partOfReference, publishedFigures, referenceMark } from "./reference.ts";
import { anchorName } from "./row-anchor.ts";
import { stagesTable } from "./stages-table.ts";
import { warnings } from "./warnings.ts";

export function runtimePage(input: ReportInput, facts: RuntimeFacts): string {
  const { runtime } = facts;
  const cases = input.results.cases.filter(({ of }) => of.runtime === runtime);
  const arms = cases.flatMap((one) => one.arms);
  const checks = input.run.checks.filter((check) => check.runtime === runtime);
  const sections: readonly [string, string | null][] = [
    ["Clients", clientsTable(input, facts)],
    ["Controls", controlsTable(input, [facts])],
    ["How long each takes", timesPicture(input, facts)],
    ...armsSections(arms),
    ["Pairs", below(ratiosPicture(input, facts), pairsTable(cases))],
    ["Where each client pays", below(stagesPicture(input, facts), explained(stagesTable(cases)))],
    ["Not measured", missingTable(arms)],
    ["Warnings", warnings(cases, checks)],
  ];
  return page(
    `# ${plain(runtimeTitle(facts))}${referenceMark(runtime)}`,
    isReference(runtime) ? `${publishedFigures(input)}${partOfReference(input)}` : null,
    `Executable ${code(facts.source)}, SHA-256 ${code(facts.binarySha256)}; ${plain(facts.tlsLibrary)}. ` +
      `How to read these tables, the machine and the command: [README.md](README.md). Raw rounds: ${link(baseName(input.rawFile), input.rawFile)}.`,
    ...sections.flatMap(([heading, body]) => (body === null ? [] : [`## ${heading}`, body])),
  );
}

/** By the word of the processes themselves: Bun would replace undici by a stub of its own. */
function packageThatRan({ cases }: RunResults, { runtime }: RuntimeFacts, client: string): string {
  const arms = cases
    .filter(({ of }) => of.runtime === runtime && of.client === client)
    .flatMap((one) => one.arms);
  const names = arms.flatMap((arm) => (arm.state === "measured" ? (arm.packageThatRan ?? []) : []));
  return names.length === 0 ? "the runtime's own" : [...new Set(names)].join(", ");
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

type GivenCa = ClientFacts["givenCa"];

function clientsTable({ run, results }: ReportInput, facts: RuntimeFacts): string {
  const bundleCount = run.header.fixture?.bundleCount ?? null;
  return table(
    clientsOf(facts),
    [
      { heading: "client", cell: ({ name }) => plain(name) },
      { heading: "API", cell: ({ api }) => sentence(api) },
      {
        heading: "what `shared` shares",
        cell: ({ sharedObject }) => sentence(sharedObject ?? "nothing: no such object"),
      },
      { heading: "a given CA", cell: ({ givenCa }) => givenCaText(givenCa) },
      { heading: "CAs with `default`", align: "right", cell: (client) => defaultCount(client, facts) },
      {
        heading: "with `bundle`",
        align: "right",
        cell: ({ givenCa }) => bundleAnchors(givenCa, facts, bundleCount),
      },
      { heading: "package that ran", cell: ({ name }) => plain(packageThatRan(results, facts, name)) },
      { heading: "stages seen", cell: ({ stages }) => stages.join(", ") },
    ],
    ({ name }) => anchorName("client", facts.runtime, name),
  );
}

function defaultCount({ defaultRoots }: ClientFacts, facts: RuntimeFacts): string {
  return String((defaultRoots ?? facts.defaultRoots).count ?? "?");
}

/** How many certificates the client may trust; where they are added to the runtime's own, some are the same. */
function bundleAnchors(givenCa: GivenCa, { defaultRoots }: RuntimeFacts, bundleCount: number | null): string {
  if (bundleCount === null) return "—";
  return givenCa === "adds" ? `${defaultRoots.count ?? "?"} + ${bundleCount}` : String(bundleCount);
}

function givenCaText(givenCa: GivenCa): string {
  if (givenCa === null) return "—";
  return givenCa === "replaces" ? "replaces the runtime's roots" : "adds to the runtime's roots";
}

function below(picture: string | null, table: string | null): string | null {
  return picture === null || table === null ? table : `${picture}\n\n${table}`;
}

function explained(stages: string | null): string | null {
  if (stages === null) return null;
  return (
    "Time from one stage to the next, medians; `—` where the API does not show a stage: its time is then in the " +
    `next one that is shown. Medians of parts need not add up to the whole's.\n\n${stages}`
  );
}
