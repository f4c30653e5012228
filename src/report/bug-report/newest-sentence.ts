/** Whether a regression is still there in the newest version that was measured beside it. Plain text. */
import type { Newest } from "../../core/bug-report/evidence.ts";
import { threshold } from "../../core/findings/regressions.ts";
import { numberText } from "../number-text.ts";
import { rangeText } from "./range-text.ts";

/** What no finding would be made of. */
const most = 1 + threshold;

export function newestSentence({ build, overBase, overHead }: Newest, base: string): string {
  const against = `${build} ÷ ${base} is ${rangeText(overBase.interval, numberText)}, n\u00a0=\u00a0${overBase.n}`;
  const [name, from] = [build, base].map((one) => one.replace("@", " "));
  if (overBase.interval.high <= most) return `In ${name} it is gone: ${against}.`;
  if (overBase.interval.low <= most) return `Whether it is still so in ${name} is open: ${against}.`;
  if (overHead.interval.high < 1 / most) {
    return `By ${name} a part of it is gone, and it is still slower than ${from}: ${against}.`;
  }
  return `It is still so in ${name}: ${against}.`;
}
