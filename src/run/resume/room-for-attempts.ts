/** Whether what a resumed run may write can be read again. */
import { mostAttempts } from "../../core/file-limits.ts";
import type { RemainingRound } from "../../core/resume/remaining-rounds.ts";
import { UsageError } from "../unknown-word.ts";

/** A fault of the harness takes one attempt more than the next. */
export function expectRoomForAttempts(
  file: string,
  rounds: readonly Pick<RemainingRound, "round" | "case" | "attempt">[],
): void {
  const full = rounds.find(({ attempt }) => attempt >= mostAttempts);
  if (!full) return;
  throw new UsageError(
    `--resume ${file}: the last attempt at round ${full.round} of ${full.case.id} is number ${full.attempt - 1}; expected less ` +
      `than ${mostAttempts - 1}, as a file holds no more than ${mostAttempts}: begin a new run`,
  );
}
