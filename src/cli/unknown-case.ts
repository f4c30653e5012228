/** An error for a case that is not in a file. There are hundreds: the nearest are named, and the command that lists all. */
import { distance } from "fastest-levenshtein";
import { UsageError } from "../run/unknown-word.ts";

const mostNamed = 3;

/** `option` is what the user wrote it behind; `others` says where the rest of them can be seen. */
export function unknownCase(
  option: string,
  id: string,
  known: readonly string[],
  others = "all cases: npm run -s ctxcost -- list",
): UsageError {
  const nearest = [...new Set(known)]
    .map((one) => ({ one, far: distance(id.toLowerCase(), one.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, mostNamed);
  const named = nearest.map(({ one }) => one).join(", ");
  return new UsageError(
    `${option} ${id}: not in the file${named === "" ? "" : `; the nearest there are ${named}`}; ${others}`,
  );
}
