/** The page of profiles: which share of the CPU time builds TLS contexts, before and after, and in which functions. */
import { agreementOf } from "../../core/profile/agreement.ts";
import type { ProfileFile } from "../../core/profile/profile-records.ts";
import { type CaseProfile, profileResults } from "../../core/profile/profile-results.ts";
import { whyUnseen } from "../../core/profile/unseen-work.ts";
import { studyEnvironment } from "../environment.ts";
import { runtimeTitle } from "../input.ts";
import { code, folded, link, list, notes, page, plain, sentence } from "../markdown.ts";
import { tenthsPercent } from "../number-text.ts";
import { missingTexts } from "../reference.ts";
import type { PagePlace, StudyPage } from "../study-page.ts";
import { leastShare } from "./flame-chart.ts";
import { armTitle, type ProfileFiles, profileFiles } from "./profile-files.ts";
import { howToReadProfiles, profileMethod } from "./profile-method.ts";
import { nativeBlocks } from "./profile-native.ts";
import { reasonFor } from "./profile-reasons.ts";
import { caseTitle, framesTable, functionsTable, sharesTable, sightTable } from "./profile-tables.ts";

const functionsShown = 10;

export async function profilePage(file: ProfileFile, place: PagePlace): Promise<StudyPage> {
  const cases = profileResults(file);
  const files = await profileFiles(file.header, cases);
  const text = page(
    "# Where the CPU time goes",
    introduction(file, place),
    incompleteness(file, cases),
    sharesTable(cases),
    disagreements(cases),
    unseenText(cases),
    "## Flame graphs",
    flameText(),
    ...pictureBlocks(file, cases, files.linkOf),
    folded("Every profile and picture", list(cases.flatMap((one) => armLinks(one, files.linkOf)))),
    "## The functions",
    `The ${functionsShown} functions in which most samples were before the change, of all rounds; the shares are of the samples in which the thread was not idle.`,
    ...cases.map((one) => folded(plain(caseTitle(one)), functionsTable(one, functionsShown))),
    "## Which frames count",
    "A sample counts if one of these is anywhere in its stack; as a context, if several are. The list is " +
      `${link("src/core/profile/counted-frames.ts", `${place.projectFolder}/src/core/profile/counted-frames.ts`)}.`,
    framesTable([...new Set(cases.map(({ of }) => of.of.runtime))]),
    "## How far a profile sees",
    sightTable(cases),
    ...nativeBlocks(cases, files),
    "## How to read it",
    howToReadProfiles(file.plan),
    "## How it was made",
    profileMethod(file.plan),
    studyEnvironment(file.header, file.finish),
  );
  return { text, pictures: files.pictures };
}

function introduction({ header, plan }: ProfileFile, { rawFile }: PagePlace): string {
  return (
    "Which share of a client's CPU time is spent on building its TLS context, before an application shares one and after, by the runtimes' " +
    `own profilers: ${plan.rounds} ${plan.rounds === 1 ? "round" : "rounds"}, ${header.runtimes.map(runtimeTitle).map(plain).join(", ")}, undici ${plain(header.packages.undici)}, ` +
    `${plain(header.startedAt.slice(0, 10))}. Beside each stands what the CPU clock says of the same arms without a profiler. ` +
    `Written by ${code("ctxcost profile")} from ${link("the raw file", rawFile)}, run ${plain(header.runId)}, which holds every profile; do not edit.`
  );
}

function incompleteness({ plan, header, finish }: ProfileFile, cases: readonly CaseProfile[]): string | null {
  return notes([
    plan.exploratory
      ? "Exploratory: so few rounds give no interval and no word on agreement. Do not cite it."
      : null,
    finish === null ? "It did not come to its end; what there is is shown." : null,
    ...missingTexts(header),
    ...plan.notProfiled.map(({ id, reason }) => `${plain(id)}: ${sentence(reason)}`),
    ...failureTexts(cases),
  ]);
}

/** Once a reason: what is wrong with the machine is wrong with every arm. */
function failureTexts(cases: readonly CaseProfile[]): string[] {
  const failed = cases
    .flatMap(({ before, after }) => [before, after])
    .filter(({ failure }) => failure !== null);
  return [...Map.groupBy(failed, ({ failure }) => failure!)].map(([reason, arms]) => {
    const names = arms.map(({ arm }) => plain(`${arm.runtime} ${arm.client} ${arm.context}`));
    return `${names.join(", ")}: processes failed, as by ${sentence(reason)}`;
  });
}

function disagreements(cases: readonly CaseProfile[]): string | null {
  const texts = cases.flatMap((one) => {
    const agreement = agreementOf(one);
    if (agreement !== "more" && agreement !== "less") return [];
    return [
      `${plain(caseTitle(one))}: the profiles have ${agreement}: ${sentence(reasonFor(one, agreement))}`,
    ];
  });
  return texts.length === 0 ? null : `Where the two differ beyond chance:\n\n${list(texts)}`;
}

/** A zero would be of the profiler, and not of the client. */
function unseenText(cases: readonly CaseProfile[]): string | null {
  const texts = cases.flatMap((one) => {
    const reason = whyUnseen(one.of.of);
    return reason === null ? [] : [`${plain(caseTitle(one))}: ${sentence(reason)}`];
  });
  return texts.length === 0 ? null : `What no profile shows (*not seen*):\n\n${list(texts)}`;
}

function flameText(): string {
  return (
    "Of one process each, that whose share is the median of its arm's: a box is a function, above the one that called it, as wide as its share of the CPU " +
    "samples; **red** builds TLS contexts, **teal** works on the given CAs elsewhere. Pictures before and after are each of their own whole: what is left after sharing is cheaper. " +
    `Functions below ${tenthsPercent(leastShare)} are left out. The files ending in ${code(".cpuprofile")} open in ` +
    "[speedscope](https://www.speedscope.app) and in the developer tools of browsers, and hold the timed section alone."
  );
}

type LinkOf = ProfileFiles["linkOf"];

/** For each runtime its first request, before and after; the others are linked. */
function pictureBlocks({ header }: ProfileFile, cases: readonly CaseProfile[], linkOf: LinkOf): string[] {
  const ordered = [...cases].sort((a, b) => Number(isCreate(a)) - Number(isCreate(b)));
  const first = new Map(ordered.toReversed().map((one) => [one.of.of.runtime, one]));
  return cases
    .filter((one) => first.get(one.of.of.runtime) === one)
    .flatMap(({ before, after }) => [before, after])
    .flatMap((arm) => {
      const file = linkOf(arm.arm, "svg");
      return file === null ? [] : [`![${plain(armTitle(arm, header))}](${file})`];
    });
}

function isCreate({ of }: CaseProfile): boolean {
  return of.of.scenario === "create";
}

function armLinks({ before, after }: CaseProfile, linkOf: LinkOf): string[] {
  return [before, after].map(({ arm }) => {
    const links = (["svg", "cpuprofile"] as const).flatMap((kind) => {
      const file = linkOf(arm, kind);
      return file === null ? [] : [link(kind === "svg" ? "picture" : "profile", file)];
    });
    const name = `${arm.runtime} ${arm.client}, ${arm.trust}, ${arm.scenario}, ${arm.context}`;
    return `${plain(name)}: ${links.join(", ") || "none"}`;
  });
}
