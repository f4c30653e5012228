/** How far what the runtimes report as RSS lies from the exact count of pages. */
import { quantile } from "../statistics/quantile.ts";
import type { MemoryFile } from "./memory-records.ts";

export interface RssSpread {
  readonly medianBytes: number;
  /** Of the 95 % of readings that are nearest. */
  readonly mostBytes: number;
  /** Of all. Pages that are given back between the two readings are in it. */
  readonly largestBytes: number;
}

/** Null where no reading has an exact count. */
export function rssSpread({ readings }: MemoryFile): RssSpread | null {
  const distances = readings.flatMap((one) =>
    one.status === "valid" && one.value.measurement.rssSource === "smaps_rollup"
      ? one.value.measurement.readings.map(({ rssBytes, reportedRssBytes }) =>
          Math.abs(reportedRssBytes - rssBytes),
        )
      : [],
  );
  if (distances.length === 0) return null;
  return {
    medianBytes: quantile(distances, 0.5),
    mostBytes: quantile(distances, 0.95),
    largestBytes: Math.max(...distances),
  };
}
