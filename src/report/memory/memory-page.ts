/** The page of the memory study: what live clients hold, what closed ones leave behind, and how far both can be told. */
import { type Growth, growthRoundsNeeded, growths } from "../../core/memory/growth.ts";
import { type HeldClient, heldClients } from "../../core/memory/held-clients.ts";
import type { GrowthWork, HoldWork, MemoryFile, MemoryWork } from "../../core/memory/memory-records.ts";
import { rssSpread } from "../../core/memory/rss-spread.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { renderChart } from "../charts/render-chart.ts";
import { studyEnvironment } from "../environment.ts";
import { runtimeTitle } from "../input.ts";
import { code, folded, link, list, notes, page, plain, sentence } from "../markdown.ts";
import { Notes } from "../notes.ts";
import { countText, kibibytes } from "../number-text.ts";
import type { PagePlace, StudyPage } from "../study-page.ts";
import { growthBounds, unaskedTrusts } from "./growth-bounds.ts";
import { growthFindings, growthTable } from "./growth-table.ts";
import { heldTable, ownContextRange } from "./held-table.ts";
import { createPicture, heldPicture, memoryChart, requestPicture } from "./memory-charts.ts";

export async function memoryPage(file: MemoryFile, place: PagePlace): Promise<StudyPage> {
  const pictures = new Map<string, string>();
  const picture = async (name: string, of: Parameters<typeof memoryChart>[1]) => {
    const chart = memoryChart(file, of);
    if (chart === null) return null;
    const target = `pictures/memory-${name}.svg`;
    pictures.set(target, await renderChart(chart));
    return `!${link(chart.description, target)}`;
  };
  const results = { held: heldClients(file), growths: growths(file) };
  const text = page(
    "# What HTTPS clients hold in memory, and what they leave behind",
    introduction(file, place),
    incompleteness(file),
    ...heldBlocks(file, results, await picture("hold", heldPicture)),
    ...growthBlocks(file, results, {
      request: await picture("request", requestPicture),
      create: await picture("create", createPicture),
    }),
    "## How to read it",
    howToRead(file),
    "## Method and limits",
    method(file, place),
    "## How it was made",
    studyEnvironment(file.header, file.finish),
  );
  return { text, pictures };
}

interface Results {
  readonly held: readonly HeldClient[];
  readonly growths: readonly Growth[];
}

function introduction({ header, plan }: MemoryFile, { rawFile }: PagePlace): string {
  const runtimes = header.runtimes.map(runtimeTitle).map(plain).join(", ");
  const asked =
    "How much memory does an HTTPS client hold while it is alive, how much of that is a TLS context of its own, and does " +
    "memory grow where clients are made and closed again and again?";
  return (
    `${asked}\n\n${runtimes}; ${roundsText(plan)}, ${plain(header.startedAt.slice(0, 10))}. ` +
    `Written by ${code("ctxcost memory")} from ${link("the raw readings", rawFile)}, run ${plain(header.runId)}; do not edit.`
  );
}

/** Each half by itself, where they differ. */
function roundsText({ rounds, holdRounds, planned }: MemoryFile["plan"]): string {
  const counted = (count: number) => `${count} ${count === 1 ? "round" : "rounds"}`;
  const modes = new Set(planned.map(({ work }) => work.mode));
  if (!modes.has("hold") || holdRounds === rounds) return counted(rounds);
  if (!modes.has("growth")) return counted(holdRounds);
  return `${counted(holdRounds)} of live clients and ${rounds} of closed ones`;
}

function incompleteness({ header, plan, readings, finish }: MemoryFile): string | null {
  const failed = readings.filter(({ status }) => status === "failed").length;
  const needed = growthRoundsNeeded(plan.familySize);
  return notes([
    finish ? null : "it was interrupted: these are the readings it finished",
    plan.exploratory ? "exploratory: few processes, no intervals, no verdicts" : null,
    !plan.exploratory && plan.familySize > 0 && plan.rounds < needed
      ? `no verdict "grows" is possible below ${needed} rounds, where ${plan.familySize} arms are judged together`
      : null,
    failed > 0 ? `${failed} of ${readings.length} readings failed; the notes say which` : null,
    ...header.missingRuntimes.map(({ runtime, reason }) => `${runtime} is missing: ${sentence(reason)}`),
  ]);
}

function heldBlocks(file: MemoryFile, { held }: Results, picture: string | null): (string | null)[] {
  if (held.length === 0) return [];
  const contexts = file.header.runtimes.flatMap((facts) => {
    const range = ownContextRange(held, facts.runtime);
    return range === null ? [] : [`${plain(runtimeTitle(facts))}: ${range}`];
  });
  return [
    "## What a live client holds",
    "RSS a client, by the slope over the number of clients that are alive at once. Every client is held after a request, " +
      "its connection open: most build their context only when they connect. So a row holds the connection as well; " +
      "`fresh − shared` is what a context of its own adds:",
    list(contexts),
    picture,
    ...file.header.runtimes.flatMap((facts) => {
      const rows = held.filter(({ runtime }) => runtime === facts.runtime);
      const notes = new Notes();
      return underTitle(facts, heldTable(rows, file.plan.unsupported, notes), notes);
    }),
    unheld(file),
  ];
}

/** Clients that have no row at all. */
function unheld({ plan }: MemoryFile): string | null {
  const lines = plan.unsupported
    .filter(({ mode, context }) => mode === "hold" && context === "fresh")
    .map(({ runtime, client, reason }) => `${runtime}, ${plain(client)}: not held: ${sentence(reason)}`);
  return lines.length === 0 ? null : list(lines);
}

function underTitle(facts: RuntimeFacts, made: string | null, notes: Notes): string[] {
  return made === null ? [] : [`### ${plain(runtimeTitle(facts))}`, made, notes.toString()];
}

function growthBlocks(
  file: MemoryFile,
  { held, growths: all }: Results,
  pictures: { readonly request: string | null; readonly create: string | null },
): (string | null)[] {
  if (all.length === 0) return [];
  const found = growthFindings(all);
  return [
    "## What closed clients leave behind",
    "RSS an operation, where clients are made and closed, and nothing is kept: `create` without a network, `request` with " +
      "a handshake and one GET. `distinct` gives each client other bytes, so that a cache by content can find nothing " +
      "and, if it drops nothing, must grow.",
    file.plan.exploratory ? null : found.length === 0 ? "No arm was seen to grow at one pace." : list(found),
    growthBounds(file, all, held),
    unaskedTrusts(all),
    pictures.request,
    pictures.create && folded("The same for `create`", pictures.create),
    ...file.header.runtimes.flatMap((facts) => {
      const rows = all.filter(({ arm }) => arm.runtime === facts.runtime);
      const notes = new Notes();
      return underTitle(facts, growthTable(rows, held, file.plan.unsupported, notes), notes);
    }),
  ];
}

function workOf<Mode extends MemoryWork["mode"]>({ plan }: MemoryFile, mode: Mode) {
  const found = plan.planned.find(({ work }) => work.mode === mode);
  return found?.work as Extract<MemoryWork, { mode: Mode }> | undefined;
}

function howToRead(file: MemoryFile): string {
  return list([
    "**KiB [95 %]**, **B/op [95 %]**: Hodges–Lehmann estimate over processes, each of which gives one slope, with the exact " +
      "Wilcoxon signed-rank interval of this row alone. `fresh − shared` is paired by round; **bold** where its interval " +
      "lies on one side of 0, `~` where it holds 0, and neither where one of the two is not a line: what further clients add " +
      "is then not what each holds.",
    "**heap**: the same slope by what the runtime says that JavaScript holds (`heapUsed` and `external`). Where it is far " +
      "below `fresh`, a heap profile cannot show the context.",
    "**given back**: by how much RSS fell when all clients were closed, as a share of what they had held. What is missing " +
      "is mostly memory that the allocator has freed and keeps for what comes next; it is no leak, and no use to other processes either.",
    "**none above X**: no growth seen above X bytes an operation, the upper end of the row's own interval. It does not say " +
      "that nothing grows: less than that would not have shown. **open**: the row's own interval lies above 0, as that of " +
      "one in forty rows does that do not grow, and the procedure over all arms does not reject. **none, it shrinks**: all of the row's " +
      "interval is at or below 0, as where the warm-up's memory is given back late; a growth that began afterwards is not seen.",
    `Where Holm's procedure over all arms of the plan (${file.plan.familySize}), one-sided, at 5 % for all together, finds more ` +
      "at the end than at the beginning, the row shows the pace in the second half of the readings, and a word. **+X**: it grows " +
      "at one pace, within a factor of two between the halves, and faster than the control. **settles**: it stopped, the second half's " +
      "interval holds 0: what ends is no leak. **slows**: it became less than half as fast, and goes on: what it may come to in " +
      "the end is not known, and no more than this pace; a longer run would tell. **speeds up**: it is more than twice as fast in the second half as in the first, or the " +
      "first half shows none: a heap that took a large piece late, or a leak that began late; a longer run would tell. **as the control**: no faster in the second " +
      "half than what makes no TLS client; what came before stands in the note. " +
      "**too little to tell**: it grows, slows or speeds up, and less than 16 MiB came in all, by which the young generation of V8's heap may grow by itself; a longer run tells.",
    "**request ÷ a held client**: what a `fresh` request leaves behind, beside what a live client of that row holds; one that was never " +
      "freed would show 100 %. Of what grows at one pace the quotient of both estimates. Else `≤`, the most that the readings allow: the upper end " +
      "of the interval of the row's `request`, which is the second half's where a word stands before it, ÷ the lower end of the held client's (of one that is not a line, the smaller of its two figures). Each " +
      "end is beyond the truth in one row of forty, so the quotient in one of twenty at most. It holds of what every client leaves, in the second " +
      "half as in the first, and not where as much was given back meanwhile. **shrinks**: RSS fell, which bounds nothing.",
    "**empty** and **plain-http** are controls: nothing at all, and a request without TLS. What they show is the harness's.",
  ]);
}

function method(file: MemoryFile, { projectFolder }: PagePlace): string {
  const [hold, growth] = [workOf(file, "hold"), workOf(file, "growth")];
  return page(
    [hold && holdText(file, hold), growth && growthText(growth), spreadText(file)]
      .filter((text) => text !== undefined && text !== null)
      .join("\n\n"),
    `More is in ${link("the method", `${projectFolder}/docs/method.md`)}.`,
  ).trimEnd();
}

function holdText({ plan }: MemoryFile, { steps, warmupClients }: HoldWork): string {
  const readings = steps.map(countText).join(", ");
  return (
    `_Hold_: each of ${plan.holdRounds} processes makes, uses and closes ${warmupClients} clients, then holds ${readings}. At each ` +
    "step: full collections with pauses, then RSS. The slope is Theil and Sen's, of the readings with clients alive. At the end every held client makes a second " +
    "request, and the server must have seen no new connection for it: what was weighed was alive. `fresh − shared` holds " +
    "what else a client keeps of its options, as the pool key of `node:https` (182 kB of PEM text with `bundle`)."
  );
}

function growthText({ batches, warmupBatches }: GrowthWork): string {
  return (
    `_Growth_: ${batches} batches a process; the first ${warmupBatches} are warm-up, and RSS is read after them and after each one that follows. ` +
    "How many operations are in a batch is fixed before the first round by the time that one takes. Growth that would " +
    "begin after these operations is not seen, and growth that would end after more of them is taken for a leak: the " +
    "notes give the first and second half. Memory that the allocator keeps and uses again does not grow."
  );
}

function spreadText(file: MemoryFile): string | null {
  const spread = rssSpread(file);
  if (spread === null) return "RSS is what the runtime reports: this system has no exact count of pages.";
  return (
    "RSS is the kernel's own walk of the page tables (`/proc/self/smaps_rollup`), of 4 KiB pages. " +
    "`process.memoryUsage().rss`, a sum of counters that are brought up to date now and then, differed from it by " +
    `${kibibytes(spread.medianBytes)} KiB in the median, ${kibibytes(spread.mostBytes)} KiB or less in 95 % of readings, and ` +
    `${kibibytes(spread.largestBytes)} KiB at most: what is given back between the two readings is in it.`
  );
}
