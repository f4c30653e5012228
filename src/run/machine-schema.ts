/** The shape of what a results file says about the machine. */
import { z } from "zod";
import type { MachineConditions } from "../core/machine-conditions.ts";
import type { Header } from "../core/records.ts";
import { count } from "./parts-schema.ts";

const machineConditions: z.ZodType<MachineConditions> = z.object({
  turbo: z.object({ on: z.boolean(), file: z.string() }).nullable(),
  thermalThrottles: count.nullable(),
  stealShare: z.number().min(0).max(1).nullable(),
  cpuQuota: z.number().positive().nullable(),
  swapUsedBytes: count.nullable(),
  onBattery: z.boolean().nullable(),
  freeDiskBytes: count.nullable(),
});

export const machine: z.ZodType<Header["machine"]> = z.object({
  platform: z.string(),
  architecture: z.string(),
  kernel: z.string(),
  operatingSystem: z.string(),
  cpuModel: z.string(),
  cpuCount: count,
  governor: z.string().nullable(),
  virtualization: z.string().nullable(),
  loadAverage: z.array(z.number().nonnegative()),
  memoryBytes: count,
  freeMemoryBytes: count,
  conditions: machineConditions.optional(),
});
