/** What a reader of the page of `ctxcost scale` has to know. The limits are those of the rules, by import. */
import { cachedShare, materialBend, materialGrowth, shareLimits } from "../../core/scale/growth-verdict.ts";
import type { ScalePlan } from "../../core/scale/scale-records.ts";
import { link, list, page } from "../markdown.ts";
import { countText, wholePercent } from "../number-text.ts";
import type { PagePlace } from "../study-page.ts";

export function scaleHowToRead({ projectFolder }: PagePlace): string {
  return page(
    list([
      "**intercept**, **µs per CA**: of the line through the medians of `fresh`, wall time. The intercept is what is left at no CA; it is " +
        "extrapolated, and of a process of few operations, so higher than the tables of a run say for a cheap operation. " +
        "**CPU** is the slope of the mean CPU time, collections of garbage included, in µs per CA.",
      "**shared**, **distinct**: µs per CA with one context for all clients (*options*: one options object, where the API takes no " +
        "context), and with bytes that are new each time, so that nothing can be found by its content.",
      "**~ 0 (< 0.02)**: no slope can be told from 0; it is at most 0.02 µs per CA. The narrow columns say ~ 0. A dash where most of " +
        "the time is a wait: that moves in steps, as timers do, and a line through steps is no cost of a CA.",
      "**how it grows**: words by rules, each a limit that the whole 95 % interval over the rounds must lie beyond; where it does not, the " +
        "word is *open* or has a *~*. Each holds for its row alone: of twenty whose truth lies at a limit, one may be wrong.",
    ]),
    "The rules behind the words:",
    wordsText(),
    "In the picture both axes are logarithmic: what is flat is level, what is all CAs rises with the diagonal, and a line is a curve " +
      "that turns from the one to the other where the CAs begin to outweigh the rest. Bars are 95 % intervals of a point over the rounds, " +
      "the small dots beside them its processes. What costs the same is drawn one around the other, `fresh` inmost; `shared-options` is one " +
      "options object, where the API takes no context.",
    `Between runtimes only the shape compares: a given CA replaces the own roots here and adds to them there (${link("words and trusts", `${projectFolder}/src/core/model.ts`)}).`,
  ).trimEnd();
}

function wordsText(): string {
  return list([
    `*flat*: from the fewest CAs to the most, cost grows by less than ${wholePercent(materialGrowth)}. Else it grows.`,
    `*linear*: of a parabola through the points, less than ${wholePercent(materialBend)} of the cost at the most CAs is its square part; ` +
      "*faster* and *slower than linear* else.",
    `*at construction*, *at connect (lazy)*: the same client's \`create\` has more than ${wholePercent(shareLimits.most)} of the request's slope, or less ` +
      `than ${wholePercent(shareLimits.little)}; between them both have a part. *In the request* where the API has no \`create\`.`,
    `*cached by content*: the slope of \`fresh\` is less than ${wholePercent(cachedShare)} of that of \`distinct\`.`,
    `*sharing removes it*, *saves none of it*: the slope of \`shared\` is less than ${wholePercent(shareLimits.little)} of that of \`fresh\`, or more than ` +
      `${wholePercent(shareLimits.most)}.`,
  ]);
}

export function scaleMethod(plan: ScalePlan, { projectFolder }: PagePlace): string {
  const synthetic = plan.caKinds.reduce((sum, { synthetic: own }) => sum + own, 0);
  return page(
    list([
      `Sets are nested: the ${countText(synthetic)} synthetic CAs have one order, and *n* CAs are the first *n* − 1 of it and the fixture's ` +
        "own, by which requests are verified. So the least is 1. None at all is not measured: an empty `ca` is the runtime's own " +
        "roots to Bun's `node:tls`, and no root to Node's and Deno's.",
      "Each point of a round is a fresh process, and its value the median of its timed operations. All of a case run as many operations, at " +
        "every number of CAs: by a budget, from a calibration with the most. The points of a case are neighbours in time, in random " +
        "order, reversed in every second round.",
      "In the tables of points stands the Hodges–Lehmann estimate over the rounds, by logarithms: near the median of the processes, not " +
        "the same.",
      "A line a round, by least squares with the weight 1 ÷ cost²: processes scatter by a share of what they cost. A round without one of " +
        "its points has no line. Over the rounds: Hodges–Lehmann, with the exact signed-rank interval. `shared` and `distinct` have " +
        "three points each, which shows a slope and no shape.",
      "A reading counts only if the worker read as many CAs as planned, and the server saw one connection and one full handshake for each " +
        "operation of a request, and none for `create`.",
      "Where a given CA adds to the runtime's own roots (Deno's `fetch` and `Deno.connectTls`), the intercept holds what those cost.",
      "The largest residual is that of the line through the rounds' medians. A line that is called linear may still be a little bent: " +
        "1,000 CAs fill more of the processor's caches than 100.",
    ]),
    `More in ${link("docs/method.md", `${projectFolder}/docs/method.md`)}; what we make of it in ${link("docs/findings.md", `${projectFolder}/docs/findings.md`)}.`,
  ).trimEnd();
}
