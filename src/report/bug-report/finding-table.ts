/** The small table of a report, and how its numbers were made. */
import type { Evidence } from "../../core/bug-report/evidence.ts";
import type { Finding } from "../../core/findings/finding.ts";
import { buildName } from "../../core/model.ts";
import type { Header } from "../../core/records.ts";
import { medianEstimate } from "../../core/statistics/median-estimate.ts";
import { runtimeTitle } from "../input.ts";
import { list, page, plain, unnamedTable } from "../markdown.ts";
import { countText, microseconds, numberText } from "../number-text.ts";
import { caseText, legendText } from "./case-words.ts";
import { claimText } from "./claim-sentence.ts";
import { rangeText } from "./range-text.ts";

interface Row {
  readonly what: string;
  readonly wall: string;
  readonly cpu: string;
  readonly n: number;
}

/** `evidence` is null where the finding is of a study: then the claim alone is shown. */
export function findingTable(finding: Finding, evidence: Evidence | null): string {
  const arms = evidence?.arms ?? [];
  const rows = [...arms.map(armRow), ...ratioRows(finding, evidence)];
  const unit = arms.length > 0 ? "wall, µs" : "value";
  const columns = [
    { heading: "", cell: ({ what }: Row) => what },
    { heading: `${unit} [95 %]`, align: "right" as const, cell: ({ wall }: Row) => wall },
    { heading: "CPU, µs", align: "right" as const, cell: ({ cpu }: Row) => cpu },
    { heading: "n", align: "right" as const, cell: (row: Row) => countText(row.n) },
  ];
  const shown = arms.length > 0 ? columns : columns.filter(({ heading }) => heading !== "CPU, µs");
  return page(unnamedTable(rows, shown), legendText(finding)).trimEnd();
}

/** Its interval is that of its processes alone: what both arms of a round share is in it, and not in the ratio's. */
function armRow({ name, arm }: Evidence["arms"][number]): Row {
  const { value, interval } = medianEstimate(arm.processMediansNs);
  return {
    what: plain(name),
    wall: rangeText(interval ? { ...interval, value } : { value }, microseconds),
    cpu: arm.meanCpu.state === "measured" ? microseconds(arm.meanCpu.ns) : "below resolution",
    n: arm.validRounds,
  };
}

/** The claim, and of a regression the newest version against the same earlier one. */
function ratioRows({ claim, n, builds }: Finding, evidence: Evidence | null): Row[] {
  const cpu = (ratio: Evidence["cpuRatio"]) => (ratio ? rangeText(ratio, numberText) : "");
  const own = { what: plain(claim.of), wall: claimText(claim), cpu: cpu(evidence?.cpuRatio ?? null), n };
  const newest = evidence?.newest;
  if (!newest || !builds) return [own];
  const { interval, cpuRatio, n: pairs } = newest.overBase;
  const what = plain(`${newest.build} ÷ ${builds.base}`);
  return [own, { what, wall: rangeText(interval, numberText), cpu: cpu(cpuRatio), n: pairs }];
}

/** Five lines. */
export function howMeasured({ machine, runtimes, seed, fixture }: Header, finding: Finding): string {
  const { of, n, kind } = finding;
  const server =
    of.scenario === "create"
      ? "no server: the client is closed before it connects"
      : fixture
        ? `a server on ${fixture.serverRuntime} in a process of its own on 127.0.0.1, ${fixture.tlsVersion}, no resumption; full handshakes counted`
        : "a server that is not the fixture's";
  const estimate = `${estimateWords(kind)}: Hodges–Lehmann estimate, exact Wilcoxon signed-rank interval of 95 %`;
  return list(
    [
      `${accusedTitle(runtimes, finding)}; an operation: ${caseText(of)}`,
      `each in processes of its own, ${n} of them, in shuffled order (seed ${seed}); after a warm-up`,
      server,
      estimate,
      `${machine.cpuModel}, ${machine.cpuCount} CPUs, ${machine.operatingSystem}, kernel ${machine.kernel}`,
    ].map(plain),
  );
}

/** Of a regression both builds, the accused one first. */
function accusedTitle(runtimes: Header["runtimes"], { of, builds }: Finding): string {
  const own = runtimes.filter(({ runtime }) => runtime === of.runtime);
  const named = builds ? [builds.head, builds.base] : [of.runtime];
  const titles = named.map((name) => {
    const facts = builds ? own.find((one) => buildName(one) === name) : own[0];
    return facts ? `${runtimeTitle(facts)} (${facts.tlsLibrary})` : name;
  });
  return titles.join(" against ");
}

function estimateWords(kind: Finding["kind"]): string {
  switch (kind) {
    case "memory-kept":
      return "RSS after full collections, its slope over closed clients, a value a process";
    case "wall-above-cpu":
      return "a value a process";
    default:
      return "paired by round";
  }
}
