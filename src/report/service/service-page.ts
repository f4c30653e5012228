/** The page of the study: what a steady rate of clients costs, before and after they share a context. */

import { busyShare } from "../../core/service/ladder-result.ts";
import type { ServiceFile, ServicePlan } from "../../core/service/service-records.ts";
import { serviceResults } from "../../core/service/service-results.ts";
import { renderChart } from "../charts/render-chart.ts";
import { studyEnvironment } from "../environment.ts";
import { code, link, list, page, plain, sentence } from "../markdown.ts";
import { chosenSeconds, clock, countText, milliseconds, wholePercent } from "../number-text.ts";
import { missingTexts } from "../reference.ts";
import type { PagePlace, StudyPage } from "../study-page.ts";
import { serviceChart } from "./service-chart.ts";
import { cpuSentences, cpuTable } from "./service-cpu-table.ts";
import { ladderTables } from "./service-ladder-table.ts";
import { disturbance, latencyTable } from "./service-latency-table.ts";

const picture = "pictures/service.svg";

export async function servicePage(file: ServiceFile, place: PagePlace): Promise<StudyPage> {
  const { header, plan } = file;
  const results = serviceResults(file);
  const { runtimes } = header;
  const disturbed = disturbance(results);
  const chart = serviceChart(results, plan, runtimes);
  const text = page(
    "# CPU under steady load",
    "Clients arrive at a steady rate, whether or not those before have been answered; each is made, gets one response and is " +
      "closed. What of a core does that take with a TLS context for each client, and what with one for all?",
    warnings(file, disturbed),
    cpuSentences(results, runtimes),
    "## Share of a core",
    cpuTable(results),
    `![${plain(chart.description)}](${picture})`,
    pictureWords(plan),
    "## What those who wait see",
    latencyTable(results, plan.ladder.p99BoundNs),
    "## The highest rate that is held",
    `The steps of a ladder, with a 99th percentile of at most ${milliseconds(plan.ladder.p99BoundNs)} ms in most of the phases of a step. ` +
      `No claim where the server or the generator took more than ${wholePercent(busyShare)} of a core.`,
    ladderTables(results, disturbed !== null),
    "## How to read it",
    howToRead(plan),
    "## How it was measured",
    method(plan),
    "## On what",
    `Raw readings, every arrival's latency: ${link(place.rawFile, place.rawFile)}, run ${plain(header.runId)}. The code that makes the arrivals: ` +
      `[bench/service.ts](${place.projectFolder}/bench/service.ts); more in [docs/method.md](${place.projectFolder}/docs/method.md#a-service-under-load).`,
    studyEnvironment(header, file.finish, timeWords(file)),
  );
  return { text, pictures: new Map([[picture, await renderChart(chart)]]) };
}

function warnings({ header, plan, readings, finish }: ServiceFile, disturbed: string | null): string | null {
  const texts: string[] = disturbed === null ? [] : [disturbed];
  texts.push(...missingTexts(header));
  if (plan.exploratory) {
    texts.push(
      "**Exploratory**: so few rounds give no interval and no verdict; `make service` makes what can be cited.",
    );
  }
  if (!finish) texts.push("The measurement did not come to its end; this is what there is.");
  const failed = readings.filter(({ status }) => status === "failed");
  const first = failed[0];
  if (first?.status === "failed") {
    texts.push(
      `${countText(failed.length)} of ${countText(readings.length)} phases failed; the first, ${code(first.id)}: ${sentence(first.reason)}`,
    );
  }
  return texts.length === 0 ? null : texts.map((text) => `> ${text}`).join("\n>\n");
}

function pictureWords({ sliceNs }: ServicePlan): string {
  return (
    `CPU of the whole process in slices of ${milliseconds(sliceNs)} ms, the control not subtracted. Line: median of the phases; ` +
    "band: from the lowest to the highest of them. Left of the dashed line `fresh`, right of it `shared` (or one options object), " +
    "in processes of their own; the two sides are put beside each other, and are not one process that was changed."
  );
}

function howToRead({ arrivals, rateGiven }: ServicePlan): string {
  const pattern = arrivals === "fixed" ? "at equal distances" : "independent of each other (Poisson)";
  return list([
    `**clients/s**: arrivals a second, ${pattern}, by a schedule that is fixed before the phase; the same schedule for all arms of a round. ` +
      `${rateGiven ? "It was given by the command." : "It was chosen by a calibration, so that `fresh` takes about half a core or less, and says nothing of which runtime is faster: compare within a row."}`,
    "**% of a core**: user and system time of the process by the operating system (getrusage), ÷ the phase's time; threads that " +
      "work beside each other may take it above 100. The *control*, the same arrivals, timers and clock readings in a process that makes no client, is subtracted round by round.",
    "**saved**, **fresh ÷ shared**: Hodges–Lehmann over the rounds, with its exact 95 % Wilcoxon signed-rank interval, for this row alone. " +
      "**Bold**: differs by Holm's procedure over all rows, at 5 % for all together; `~`: does not.",
    "**p50, p99, longest**: over the arrivals of all phases; **p99 of a phase**: the lowest and the highest, each of as many arrivals as come in a phase, " +
      "so that at the slower rates it is about the second longest. They count from when a client was *to arrive*: " +
      "what waits for a busy event loop has waited. Timers of whole milliseconds make every arrival up to 1 ms late, in all arms; the control's p50 shows it.",
    "**loop late**: probes that do nothing, every 20 ms: how late the event loop came to them; **control**: the median lateness of its arrivals, and the 99th percentile of its probes.",
    "**server CPU**: of a core, the highest of the phases. The generator is the process itself; what it takes is the control.",
  ]);
}

function method({ rounds, warmupNs, phaseNs, ladder }: ServicePlan): string {
  const seconds = (ns: number) => `${chosenSeconds(ns)} s`;
  return list([
    `${rounds} rounds, fixed beforehand. In each, every case runs \`fresh\`, \`shared\` and the control once, each in a process of its own: ${seconds(warmupNs)} of ` +
      `warm-up, not counted, then a phase of ${seconds(phaseNs)}. The phase is the unit; intervals are over rounds. Cases are shuffled anew in each round; the order of arms is random, and reversed in every second round.`,
    "A phase counts only if the server saw what the worker says it did: as many connections, full handshakes and requests as answers, none resumed. A round with an arrival that got no response, or in which a queue grew or shrank by more than 5 % of the phase's arrivals, is shown and not compared: its CPU is that of another rate.",
    `Ladder: ${ladder.rounds} phases a step of ${seconds(ladder.leastPhaseNs)} or until ${countText(ladder.leastArrivals)} arrivals, after ${seconds(ladder.warmupNs)} of warm-up; steps are a factor of 1.26 apart. Among them one phase a round without clients, at the highest rate, whose lateness tells whether the machine was free. ` +
      "That is few and short: the highest rate is known to a step or two, not more.",
    "Server and service share the machine, whose cores are few: a rate that is held here is this machine's, with the server on it.",
  ]);
}

function timeWords({ finish, readings }: ServiceFile): string {
  const processes = `${countText(readings.length)} phases`;
  return finish === null ? `${processes}.` : `${processes} in ${clock(finish.elapsedNs)} (min:s).`;
}
