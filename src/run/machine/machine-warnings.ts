/** What on a machine hurts the numbers, each in a sentence with its value and what to do about it. */
import type { MachineConditions } from "../../core/machine-conditions.ts";
import type { MachineFacts } from "../../core/records.ts";

const mebibyte = 1024 ** 2;
const lowMemoryBytes = 1024 * mebibyte;
/** What has not been touched for days is swapped out on a healthy machine, too. */
const muchSwapBytes = 256 * mebibyte;
/** A full run writes 12 MiB, and some more when it is published. */
const lowDiskBytes = 256 * mebibyte;
/** Below 1 % it drowns in what else differs between rounds. */
const muchSteal = 0.01;

/**
 * Empty where nothing is known to hurt.
 * @param scrubbed names of the caller's variables that workers do not see
 */
export function machineWarnings(facts: MachineFacts, scrubbed: readonly string[] = []): string[] {
  const { conditions } = facts;
  const warnings = [
    governor(facts),
    conditions ? turbo(conditions) : null,
    load(facts),
    conditions ? throttles(conditions) : null,
    virtualMachine(facts),
    conditions ? quota(conditions) : null,
    facts.cpuCount < 2 ? "client and server share the only CPU: run on a machine with 2 or more" : null,
    memory(facts),
    conditions ? swap(conditions) : null,
    conditions?.onBattery ? "the machine runs on its battery, and saves power: plug it in" : null,
    conditions ? disk(conditions) : null,
    variables(scrubbed),
  ];
  return warnings.filter((warning) => warning !== null);
}

function governor({ governor: name }: MachineFacts): string | null {
  if (name === null || name === "performance") return null;
  return `the CPU frequency governor is ${name}: set it with \`sudo cpupower frequency-set -g performance\``;
}

function turbo({ turbo: found }: MachineConditions): string | null {
  if (!found?.on) return null;
  const off = found.file.endsWith("/no_turbo") ? 1 : 0;
  return (
    "turbo boost is on, so that the CPU's frequency follows its heat: switch it off with " +
    `\`echo ${off} | sudo tee ${found.file}\``
  );
}

function load({ loadAverage, cpuCount }: MachineFacts): string | null {
  const lastMinute = loadAverage[0] ?? 0;
  if (lastMinute <= 0.5 * cpuCount) return null;
  return (
    `the load is ${lastMinute.toFixed(1)} on ${cpuCount} CPUs before the start: end what else is running and ` +
    "wait a minute"
  );
}

function throttles({ thermalThrottles }: MachineConditions): string | null {
  if (!thermalThrottles) return null;
  return (
    `the CPU was slowed down for its heat ${thermalThrottles} times since the machine was started: let it cool, ` +
    "give it air, or limit its frequency with `sudo cpupower frequency-set -u 2GHz`"
  );
}

function virtualMachine({ virtualization, conditions }: MachineFacts): string | null {
  const share = conditions?.stealShare ?? 0;
  const steal = share > muchSteal ? `; they took ${(share * 100).toFixed(1)} % of it so far` : "";
  if (virtualization !== null) {
    return (
      `this is a virtual machine (${virtualization}), whose neighbours take CPU time${steal}: repeat the run on real ` +
      "hardware before you rely on small differences"
    );
  }
  if (steal === "") return null;
  return `the host of this machine gave ${(share * 100).toFixed(1)} % of its CPU time to others: run on real hardware`;
}

function quota({ cpuQuota }: MachineConditions): string | null {
  if (cpuQuota === null) return null;
  return (
    `a control group allows ${cpuQuota.toFixed(1)} CPUs and stops what uses them up for the rest of each period: give ` +
    "the container whole CPUs (`--cpuset-cpus 0,1` in place of `--cpus`)"
  );
}

function memory({ freeMemoryBytes }: MachineFacts): string | null {
  if (freeMemoryBytes >= lowMemoryBytes) return null;
  return `only ${mebibytes(freeMemoryBytes)} of memory are free: end other programs, so that nothing swaps`;
}

function swap({ swapUsedBytes }: MachineConditions): string | null {
  if (swapUsedBytes === null || swapUsedBytes < muchSwapBytes) return null;
  return (
    `${mebibytes(swapUsedBytes)} are swapped out: end other programs, then ` +
    "`sudo swapoff -a && sudo swapon -a`"
  );
}

function disk({ freeDiskBytes }: MachineConditions): string | null {
  if (freeDiskBytes === null || freeDiskBytes >= lowDiskBytes) return null;
  return (
    `only ${mebibytes(freeDiskBytes)} of disk are free where the results go: make room, or write them elsewhere ` +
    "with `run --out FILE`"
  );
}

function variables(scrubbed: readonly string[]): string | null {
  if (scrubbed.length === 0) return null;
  const [are, them] = scrubbed.length === 1 ? ["is", "it"] : ["are", "them"];
  return (
    `${scrubbed.join(", ")} ${are} set in your shell and not in what is measured: if your application runs with ${them}, ` +
    `its costs are others; to be rid of ${them}: \`unset ${scrubbed.join(" ")}\``
  );
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / mebibyte)} MiB`;
}
