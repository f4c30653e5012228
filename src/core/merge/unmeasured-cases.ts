/** What was planned and has no result: a run that was stopped has its whole plan in its file all the same. */
import { armId } from "../model.ts";
import type { JudgedPair } from "../results.ts";
import type { MergeRun } from "./merge-run.ts";
import { pairKey } from "./run-pairs.ts";

/** Ids of cases of which an arm was measured on no machine, or a pair has no round on any; in the order of the runs. */
export function unmeasuredCases(runs: readonly Pick<MergeRun, "results" | "pairs">[]): string[] {
  const arms = runs.flatMap(({ results }) =>
    results.cases.flatMap((one) =>
      one.arms.flatMap((result) => {
        const { state, arm } = result;
        return state === "unsupported"
          ? []
          : [{ id: one.id, key: armId(arm), isThere: state === "measured" }];
      }),
    ),
  );
  const pairs = runs.flatMap((run) =>
    run.pairs.map(({ result, sides, judged }) => ({
      id: result.id,
      key: pairKey(sides),
      isThere: hasResult(judged),
    })),
  );
  const parts = [...arms, ...pairs];
  return [...new Set(parts.filter(isNowhere(parts)).map(({ id }) => id))];
}

/** A ratio may be withheld all the same, where the arms did not do comparable work: that is a result. */
function hasResult({ validPairs }: JudgedPair): boolean {
  return validPairs > 0;
}

interface Part {
  readonly key: string;
  readonly isThere: boolean;
}

function isNowhere(parts: readonly Part[]): (part: Part) => boolean {
  const found = new Set(parts.filter(({ isThere }) => isThere).map(({ key }) => key));
  return ({ key }) => !found.has(key);
}
