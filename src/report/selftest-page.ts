/** What the self-test found, and whether that is good enough. */
import type { CountedRate } from "../core/counted-rate.ts";
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import { median } from "../core/quantile.ts";
import type { Run } from "../core/records.ts";
import type { Estimate } from "../core/results.ts";
import { alarmsByRun, type FalseAlarms, falseAlarms, familyWiseAlarms } from "../core/selftest-alarms.ts";
import { type SelftestComparison, selftestComparisons } from "../core/selftest-comparisons.ts";
import { type OrderBias, orderBias } from "../core/selftest-order.ts";
import { type Power, powerOf } from "../core/selftest-power.ts";
import { machine } from "./environment.ts";
import { runtimeTitle } from "./input.ts";
import { code, link, list, page, plain, table } from "./markdown.ts";
import { numberText, percent, probability } from "./number-text.ts";
import { goalsTable } from "./selftest-goals.ts";
import { floorTable } from "./selftest-floor.ts";

export interface SelftestInput {
  /** In the order in which they were made; at least one. */
  readonly runs: readonly Run[];
  /** Where the raw rounds of each are, relative to the page. */
  readonly rawFiles: readonly string[];
  /** The command that makes it again. */
  readonly command: string;
}
