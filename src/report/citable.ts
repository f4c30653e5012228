/** One line of markdown for an issue: a number, how sure it is, on what it was made, and a link to its row. */
import { type Arm, armId, buildName } from "../core/model.ts";
import type { Header, Run } from "../core/records.ts";
import type { MeasuredArm, RunResults } from "../core/results.ts";
import { medianEstimate } from "../core/statistics/median-estimate.ts";
import { runtimeTitle } from "./input.ts";
import { link, plain } from "./markdown.ts";
import { countText, microseconds } from "./number-text.ts";

/** A number of a page. */
export interface Citable {
  /** Of the case or the arm. */
  readonly id: string;
  /** What it is divided by, a context or a build; null for a time. */
  readonly against: string | null;
  /** `folder` is where the page is, as a path or the beginning of an address. */
  readonly text: (folder: string) => string;
  readonly row: Row;
}

/** Where the number stands. */
export interface Row {
  /** e.g. `deno.md` */
  readonly page: string;
  readonly anchor: string;
}

/** What a citation says between what is measured and its link: `figures` stand in brackets. */
export interface Words {
  readonly what: string;
  readonly figures: readonly string[];
}

export function citable(
  names: Pick<Citable, "id" | "against">,
  row: Row,
  { header }: Run,
  words: () => Words,
): Citable {
  return {
    ...names,
    row,
    text: (folder) => {
      const { what, figures } = words();
      const facts = [...figures, ...machineWords(header)].join("; ");
      return `${what} (${facts}), ${rowLink(header, `${folder}/${row.page}`, row.anchor)}`;
    },
  };
}

/** `page` is a path or an address; a link's target would have the `#` written otherwise. */
export function rowLink({ runId }: Header, page: string, anchor: string): string {
  return link(`ctxcost ${runId}`, page).replace(/\)$/, `#${anchor})`);
}

/** The time of an arm, in the row that shows it. */
export function citableTime(run: Run, measured: MeasuredArm, row: Row): Citable {
  const { arm, processMediansNs, meanCpu, validRounds } = measured;
  return citable({ id: armId(arm), against: null }, row, run, () => {
    const { value, interval } = medianEstimate(processMediansNs);
    const range =
      interval && !run.plan.exploratory
        ? ` [${microseconds(interval.low)}, ${microseconds(interval.high)}]`
        : "";
    const cpu = meanCpu.state === "measured" ? [`CPU ${microseconds(meanCpu.ns)} µs`] : [];
    return {
      what: `${nameText(titleOf(run.header, buildName(arm)), arm)}: **${microseconds(value)}**${range} µs`,
      figures: [`n = ${countText(validRounds)} processes`, ...cpu],
    };
  });
}

/** By their ids. */
export function measuredArms({ cases }: RunResults): Map<string, MeasuredArm> {
  const measured = cases.flatMap(({ arms }) => arms.filter((arm) => arm.state === "measured"));
  return new Map(measured.map((one) => [armId(one.arm), one]));
}

/** `Deno 2.9.6, node:tls, bundle, request, fresh` */
export function nameText(
  title: string,
  of: Pick<Arm, "client" | "trust" | "scenario"> & Partial<Arm>,
): string {
  const words = [title, of.client, of.trust, of.scenario, ...(of.context ? [of.context] : [])];
  return plain(words.join(", "));
}

export function titleOf({ runtimes }: Header, name: string): string {
  const facts = runtimes.find((one) => buildName(one) === name);
  return facts ? runtimeTitle(facts) : name;
}

export function machineWords({ machine, startedAt }: Header): string[] {
  const { cpuModel, cpuCount, platform, architecture } = machine;
  return [plain(`${cpuModel} × ${cpuCount}, ${platform} ${architecture}`), plain(startedAt.slice(0, 10))];
}
