/** How far what the runtimes report as RSS lies from the exact count of pages. */
import type { MemoryFile } from "./memory-records.ts";

export interface RssSpread {
  readonly largestBytes: number;
  /** Of the exact one. */
  readonly largestShare: number;
}

/** Null where no reading has an exact count. */
export function rssSpread({ readings }: MemoryFile): RssSpread | null {
  const exact = readings.flatMap((one) =>
    one.status === "valid" && one.value.measurement.rssSource === "smaps_rollup"
      ? one.value.measurement.readings
      : [],
  );
  if (exact.length === 0) return null;
  const distance = ({ rssBytes, reportedRssBytes }: (typeof exact)[number]) =>
    Math.abs(reportedRssBytes - rssBytes);
  return {
    largestBytes: Math.max(...exact.map(distance)),
    largestShare: Math.max(...exact.map((one) => distance(one) / one.rssBytes)),
  };
}
