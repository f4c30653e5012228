/** Clients whose contexts are built where the runtime's profiler takes no samples: no share of theirs is one. */
import type { RuntimeName } from "../model.ts";

interface UnseenWork {
  readonly runtime: RuntimeName;
  readonly client: string;
  readonly reason: string;
}

const unseenWorks: readonly UnseenWork[] = [
  {
    runtime: "bun",
    client: "fetch",
    // By /proc/self/task, 150 calls with other CA bytes each: the thread `HTTP Client` has 160 ms of CPU, the script's 30.
    reason:
      "the runtime's thread for HTTP builds the contexts and makes the handshakes, and the profiler samples the thread of JavaScript alone",
  },
];

/** Null where what is counted can be seen. */
export function whyUnseen({ runtime, client }: { runtime: RuntimeName; client: string }): string | null {
  return unseenWorks.find((one) => one.runtime === runtime && one.client === client)?.reason ?? null;
}
