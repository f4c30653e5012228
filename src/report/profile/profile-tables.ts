/** The tables of the page of profiles. */

import { isReference, type RuntimeName } from "../../core/model.ts";
import { type Agreement, agreementOf } from "../../core/profile/agreement.ts";
import { type CountedFrame, type CountedKind, countedFrames } from "../../core/profile/counted-frames.ts";
import { type FunctionCost, functionCosts, functionKey } from "../../core/profile/function-costs.ts";
import type { ArmProfile, CaseProfile, Value } from "../../core/profile/profile-results.ts";
import { busySamples } from "../../core/profile/sample-kind.ts";
import { whyUnseen } from "../../core/profile/unseen-work.ts";
import { code, plain, sentence, table, unbroken } from "../markdown.ts";
import { countText, microseconds, tenths, tenthsPercent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import { pooledText, ratioCell, shareCell } from "./value-text.ts";

/** `node: node:https, bundle, request`, with what is not the ordinary. */
export function caseTitle({ of }: CaseProfile): string {
  const { runtime, client, trust, scenario } = of.of;
  return `${runtime}: ${client}, ${trust}, ${scenario}${contextsText(of)}`;
}

/** What was asked: the shares before and after, and whether the CPU clock says the same. */
export function sharesTable(cases: readonly CaseProfile[]): string {
  return table(
    cases,
    [
      { heading: "", cell: (one) => plain(shortTitle(one)) },
      { heading: "builds contexts: before", align: "right", cell: ({ before }) => armShareCell(before) },
      { heading: "after", align: "right", cell: ({ after }) => armShareCell(after) },
      {
        heading: "CAs elsewhere: before → after",
        align: "right",
        cell: ({ before, after }) =>
          unbroken(`${pointText(before.certificatesShare)} → ${pointText(after.certificatesShare)}`),
      },
      { heading: "seen", align: "right", cell: ({ before }) => percentText(before.seen) },
      {
        heading: "saved, by profile",
        align: "right",
        cell: ({ savedByProfile }) => shareCell(savedByProfile),
      },
      { heading: "saved, by CPU clock", align: "right", cell: ({ saved }) => shareCell(saved) },
      { heading: "", cell: (one) => agreementText(one) },
    ],
    ({ of: { of, before, after } }) =>
      anchorName("profile", of.runtime, of.client, of.trust, of.scenario, before, after),
  );
}

/** A request, as most are, is not said to be one. */
function shortTitle({ of }: CaseProfile): string {
  const { runtime, client, trust, scenario } = of.of;
  const scenarioText = scenario === "request" ? "" : `, ${scenario}`;
  return `${runtime}: ${client}, ${trust}${scenarioText}${contextsText(of)}`;
}

function contextsText({ before, after }: CaseProfile["of"]): string {
  return before === "fresh" && after === "shared" ? "" : `, ${before} → ${after}`;
}

function percentText(value: Value | null): string {
  return value === null ? "—" : unbroken(tenthsPercent(value.value));
}

function pointText(value: Value | null): string {
  return value === null ? "—" : tenths(value.value);
}

/** Where no process has enough samples for a share: how many of all, which is a count and no estimate. */
function armShareCell(arm: ArmProfile): string {
  if (arm.share !== null || busySamples(arm.samples) === 0) return shareCell(arm.share);
  return whyUnseen(arm.arm) === null ? unbroken(pooledText(arm)) : "not seen";
}

const words: Record<Agreement, string> = {
  agrees: "agree",
  more: "profile more",
  less: "profile less",
  unknown: "—",
};

function agreementText(one: CaseProfile): string {
  const agreement = agreementOf(one);
  if (agreement === "agrees" || agreement === "unknown") return words[agreement];
  return unbroken(`**${words[agreement]}** by ${tenths(Math.abs(one.difference!.value))} points`);
}

/** How far each arm's profiles can be trusted. */
export function sightTable(cases: readonly CaseProfile[]): string {
  const arms = cases.flatMap((of) => [of.before, of.after].map((arm) => ({ of, arm })));
  const column = (heading: string, cell: (arm: ArmProfile) => string) => ({
    heading,
    align: "right" as const,
    cell: ({ arm }: { arm: ArmProfile }) => cell(arm),
  });
  return table(
    arms,
    [
      {
        heading: "arm",
        cell: ({ arm: { arm } }) => plain(`${arm.runtime} ${arm.client} ${arm.scenario} ${arm.context}`),
      },
      column("rounds", ({ validRounds, plannedRounds }) => `${validRounds}/${plannedRounds}`),
      column("CPU, µs", ({ cpuNs }) => (cpuNs === null ? "—" : microseconds(cpuNs))),
      column("profiled ÷ plain", ({ overhead }) => ratioCell(overhead)),
      column("samples", ({ samples }) => countText(busySamples(samples))),
      column("seen", ({ seen }) => percentText(seen)),
      column("garbage", (arm) => kindShare(arm, "garbage")),
      column("native", (arm) => (isReference(arm.arm.runtime) ? "—" : kindShare(arm, "native"))),
      column("idle", idleShare),
    ],
    ({ of: { of }, arm }) =>
      anchorName("sight", of.of.runtime, of.of.client, of.of.trust, of.of.scenario, arm.arm.context),
  );
}

/** The reference's sampler counts no waiting. */
function idleShare({ arm, samples }: ArmProfile): string {
  return isReference(arm.runtime) ? "—" : percentOf(samples.idle, samples.idle + busySamples(samples));
}

function kindShare({ samples }: ArmProfile, kind: "garbage" | "native"): string {
  return percentOf(samples[kind], busySamples(samples));
}

function percentOf(part: number, whole: number): string {
  return whole === 0 ? "—" : tenthsPercent(part / whole);
}

/** The functions that were innermost most often before, with what they are after. */
export function functionsTable({ of, before, after }: CaseProfile, count: number): string {
  const { runtime } = of.of;
  const later = new Map(functionCosts(runtime, after.stacks).map((one) => [functionKey(one), one]));
  const most = functionCosts(runtime, before.stacks).slice(0, count);
  return table(
    most,
    [
      { heading: "function", cell: (one) => functionText(one) },
      { heading: "itself, before", align: "right", cell: ({ selfShare }) => tenthsPercent(selfShare) },
      { heading: "with what it calls", align: "right", cell: ({ totalShare }) => tenthsPercent(totalShare) },
      {
        heading: "itself, after",
        align: "right",
        cell: (one) => tenthsPercent(later.get(functionKey(one))?.selfShare ?? 0),
      },
      { heading: "counts as", cell: ({ counted }) => countedText(counted) },
    ],
    (one) =>
      anchorName(
        "function",
        runtime,
        of.of.client,
        of.of.trust,
        of.of.scenario,
        of.before,
        of.after,
        one.functionName,
        one.url,
        String(one.lineNumber + 1),
      ),
  );
}

function functionText({ functionName, url, lineNumber }: FunctionCost): string {
  const name = code(functionName || "(anonymous)");
  return url === "" ? name : `${name} ${plain(`${url}:${lineNumber + 1}`)}`;
}

function countedText(counted: FunctionCost["counted"]): string {
  const parts = (["context", "certificates"] as const)
    .filter((kind) => counted[kind] > 0)
    .map((kind) => `${kindNames[kind]}${counted[kind] === 1 ? "" : ` (${tenthsPercent(counted[kind])})`}`);
  return parts.join(", ");
}

const kindNames: Record<CountedKind, string> = { context: "context", certificates: "CAs elsewhere" };

/** The frames that count, of the runtimes that are in the study. */
export function framesTable(runtimes: readonly RuntimeName[]): string {
  const rows = runtimes.flatMap((runtime) => countedFrames[runtime].map((frame) => ({ runtime, frame })));
  return table(
    rows,
    [
      { heading: "runtime", cell: ({ runtime }) => runtime },
      { heading: "frame", cell: ({ frame }) => code(frame.functionName) },
      { heading: "in", cell: ({ frame }) => placeText(frame) },
      { heading: "counts as", cell: ({ frame }) => kindNames[frame.kind] },
      { heading: "since it", cell: ({ frame }) => sentence(frame.reason) },
    ],
    ({ runtime, frame }) => anchorName("frame", runtime, frame.functionName, frame.file),
  );
}

function placeText({ file }: CountedFrame): string {
  return file === "" ? "native" : code(file);
}
