/** What of a machine may be another in an hour and moves the numbers; null where the system does not tell. */
export interface MachineConditions {
  /** Whether the CPU may run faster for as long as it stays cool, and the file that switches this. */
  readonly turbo: { readonly on: boolean; readonly file: string } | null;
  /** How often a CPU was slowed down for its heat, since the machine was started. */
  readonly thermalThrottles: number | null;
  /** Share of the CPU time since the start that a virtual machine's host gave to others, 0..1. */
  readonly stealShare: number | null;
  /** CPUs that a control group allows in the mean; null without a limit as well. */
  readonly cpuQuota: number | null;
  readonly swapUsedBytes: number | null;
  readonly onBattery: boolean | null;
  /** Where the results go. */
  readonly freeDiskBytes: number | null;
}
