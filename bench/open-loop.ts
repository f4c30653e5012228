/**
 * Does things at times that were fixed beforehand, whatever became of those before. What the event loop comes to late
 * is done as soon as it comes, and is told how late it is.
 */
import { setImmediate, setTimeout } from "node:timers";

/**
 * Calls `act` once for each time, ascending, with the time that has passed since; resolves after the last.
 * @param now a clock in ns; `originNs` is on it, and `timesNs` count from there
 */
export function atTimes(
  now: () => number,
  originNs: number,
  timesNs: readonly number[],
  act: (index: number, lateNs: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let next = 0;
    const turn = () => {
      // What becomes due while this runs has to wait for a turn: a loop that never let go would read no response.
      const turnNs = now() - originNs;
      while (next < timesNs.length && timesNs[next]! <= turnNs) {
        const index = next++;
        act(index, now() - originNs - timesNs[index]!);
      }
      if (next === timesNs.length) return resolve();
      const aheadNs = timesNs[next]! - (now() - originNs);
      if (aheadNs <= 0) setImmediate(turn);
      // Whole milliseconds are all that timers have; one that fires early is set again.
      else setTimeout(turn, Math.ceil(aheadNs / 1e6));
    };
    turn();
  });
}
