/** Whether a regression is still there in the newest version that was measured beside it. Plain text. */
import type { Newest } from "../../core/bug-report/evidence.ts";
import type { Estimate } from "../../core/results.ts";
import { numberText } from "../number-text.ts";

/** What no finding would be made of; see core/findings/regressions.ts. */
const threshold = 1.05;

export function newestSentence({ build, overBase, overHead }: Newest, base: string): string {
  const against = `${build} ÷ ${base} is ${estimateText(overBase.interval)}, n\u00a0=\u00a0${overBase.n}`;
  const [name, from] = [build, base].map((one) => one.replace("@", " "));
  if (overBase.interval.high <= threshold) return `In ${name} it is gone: ${against}.`;
  if (overBase.interval.low <= threshold) return `Whether it is still so in ${name} is open: ${against}.`;
  if (overHead.interval.high < 1 / threshold) {
    return `By ${name} a part of it is gone, and it is still slower than ${from}: ${against}.`;
  }
  return `It is still so in ${name}: ${against}.`;
}

function estimateText({ value, low, high }: Estimate): string {
  return `${numberText(value)} [${numberText(low)}, ${numberText(high)}]`;
}
