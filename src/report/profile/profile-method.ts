/** How the page of profiles is read, and how its numbers come about. */

import { isReference } from "../../core/model.ts";
import type { ProfilePlan } from "../../core/profile/profile-records.ts";
import { list } from "../markdown.ts";
import { countText } from "../number-text.ts";

export function howToReadProfiles({ exploratory }: ProfilePlan): string {
  const interval = exploratory
    ? "The values are Hodges–Lehmann estimates over the processes; an interval needs six rounds."
    : "The values are Hodges–Lehmann estimates over the processes, each with its exact Wilcoxon signed-rank interval of at least 95 %, for itself alone.";
  return list([
    "**builds contexts**: samples under a frame that builds a TLS context ÷ all samples in which the thread of the program was not idle; before the change and after it, `fresh` and `shared` where nothing else is said. **CAs elsewhere**: the same of frames that work on the CAs that the client was given without building a context. Both are listed below. `—`: a process has fewer than 30 samples, as where an operation takes microseconds.",
    "**saved, by profile**: both shares before, less both after × CPU after ÷ CPU before: what of the CPU time before is gone since contexts are not built and the CAs are not there. **saved, by CPU clock**: (CPU before − CPU after) ÷ CPU before, without a profiler, of the loop of timed operations. The second holds all that sharing saves, the first only what is under the frames that count, on that thread.",
    `**agree**: the interval of their difference, paired by the round, holds 0 or lies within 2 points of it; else by how much the profiles have more or less, with the reason below the table as far as it is known. One in twenty differs by chance. ${interval}`,
    "**seen**: busy samples × the interval between samples ÷ the CPU time of the whole process in the same section. Far below 100 %, the shares are of a part of the CPU time alone: the rest is on other threads, or, on Bun, in native code of the event loop, in which JavaScriptCore takes no samples; on a busy machine samples are also late. Above, the thread waited and was counted as busy. **profiled ÷ plain**: what the profiler itself costs in CPU time.",
    "**garbage**: collections outside of what counts. **native**: `(program)`, native code that no JavaScript has called, as the event loop's own. **idle**: of all samples. Python has neither of these two: a native call has a frame of its own, and waiting is not counted.",
  ]);
}

/** The reference has no `--cpu-prof`. */
function referenceText({ cases, samplingIntervalUs }: ProfilePlan): string {
  if (!cases.some(({ of }) => isReference(of.runtime))) return "";
  return (
    ` Python has no such profiler: its worker samples itself by a timer's signal, every ${countText(samplingIntervalUs)} µs too, and counts of each time the part in which the thread's CPU clock went on. ` +
    "CPython handles a signal only between two instructions of the interpreter, so that a long native call is seen once, at its end, and counts as often as the timer went off in it; its name is read from the source of the call. " +
    "cProfile was not taken: it has no stacks, and what it adds to each call of a Python function makes the native ones seem cheaper. By hand it says the same of *create*: `docs/by-hand/httpx-profile.py`."
  );
}

export function profileMethod(plan: ProfilePlan): string {
  const { rounds, samplingIntervalUs } = plan;
  return (
    `In each of ${rounds} rounds every arm runs twice in a fresh process, once under \`--cpu-prof\` with a sample every ${countText(samplingIntervalUs)} µs and once without; the four processes of a case ` +
    "are neighbours in time, in random order, which the next round reverses. All run the same number of operations. A profile is cut to the timed section by the worker's clock: start-up, warm-up and the collections around the loop are not in it. " +
    `Every process must have made as many connections and full handshakes as requests, none resumed, by the server's count. Samples are counted, not their time differences: JavaScriptCore takes none while nothing runs.${referenceText(plan)} ` +
    "Limits: no native frames (native work is its caller's), no other threads; which frames count is a choice, listed above; what a shared context leaves to be freed later is in neither number."
  );
}
