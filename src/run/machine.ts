/** What the machine is, as far as it bears on the numbers; nothing that names the machine or its user. */
import { readdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { MachineFacts } from "../core/records.ts";

/** What a virtual machine's firmware calls itself; other product names are not passed on. */
const virtualProducts =
  /kvm|qemu|bochs|virtualbox|vmware|virtual machine|virtual platform|parallels|hvm domu|xen|compute engine|standard pc|bhyve|openstack|droplet|firecracker|amazon ec2/i;

/**
 * Reads the facts at this moment. What the system does not tell is null.
 * @param root where `/proc`, `/sys` and `/etc` are looked for; another one in tests only
 */
export function readMachine(root = "/"): MachineFacts {
  const cpuInfo = readText(root, "proc/cpuinfo");
  return {
    platform: os.platform(),
    architecture: os.arch(),
    kernel: os.release(),
    operatingSystem: readOperatingSystem(root) ?? os.version(),
    cpuModel: os.cpus()[0]?.model.trim() || cpuInfoField(cpuInfo, "model name") || "unknown",
    // Not the number of CPUs in the machine: a container or `taskset` may allow fewer.
    cpuCount: os.availableParallelism(),
    governor: readGovernor(root),
    virtualization: readVirtualization(root, cpuInfo),
    loadAverage: os.loadavg(),
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
  };
}

const lowMemoryBytes = 1024 ** 3;

/** What on this machine may hurt the numbers, each with what to do about it; empty where nothing is known to. */
export function machineWarnings(facts: MachineFacts): string[] {
  const warnings: string[] = [];
  if (facts.governor !== null && facts.governor !== "performance") {
    warnings.push(
      `the CPU frequency governor is ${facts.governor}: set it with \`sudo cpupower frequency-set -g performance\``,
    );
  }
  const load = facts.loadAverage[0] ?? 0;
  if (load > 0.5 * facts.cpuCount) {
    warnings.push(
      `the load is ${load.toFixed(1)} on ${facts.cpuCount} CPUs before the start: end what else is running and ` +
        "wait a minute",
    );
  }
  if (facts.virtualization !== null) {
    warnings.push(
      `this is a virtual machine (${facts.virtualization}), whose neighbours take CPU time: repeat the run on real ` +
        "hardware before you rely on small differences",
    );
  }
  if (facts.cpuCount < 2) {
    warnings.push("client and server share the only CPU: run on a machine with 2 or more");
  }
  if (facts.freeMemoryBytes < lowMemoryBytes) {
    const freeMebibytes = Math.round(facts.freeMemoryBytes / 1024 ** 2);
    warnings.push(`only ${freeMebibytes} MiB of memory are free: end other programs, so that nothing swaps`);
  }
  return warnings;
}

function readText(root: string, file: string): string | null {
  try {
    return readFileSync(path.join(root, file), "utf8");
  } catch {
    // Not on this system, or not for this user: the fact stays unknown.
    return null;
  }
}

function cpuInfoField(cpuInfo: string | null, field: string): string | null {
  const line = cpuInfo?.split("\n").find((text) => text.split(":")[0]!.trim() === field);
  return line?.slice(line.indexOf(":") + 1).trim() ?? null;
}

/** `Debian GNU/Linux 12 (bookworm)` */
function readOperatingSystem(root: string): string | null {
  const value = /^PRETTY_NAME=(.*)$/m.exec(readText(root, "etc/os-release") ?? "")?.[1]?.trim();
  return value?.replace(/^(["'])(.*)\1$/, "$2") || null;
}

/** The CPUs' governors; more than one where they differ, as on chips with fast and slow cores. */
function readGovernor(root: string): string | null {
  const folder = "sys/devices/system/cpu";
  let names: string[];
  try {
    names = readdirSync(path.join(root, folder)).filter((name) => /^cpu[0-9]+$/.test(name));
  } catch {
    return null;
  }
  const governors = names
    .map((name) => readText(root, path.join(folder, name, "cpufreq/scaling_governor"))?.trim())
    .filter((governor) => governor !== undefined && governor !== "");
  return governors.length === 0 ? null : [...new Set(governors)].sort().join(", ");
}

function readVirtualization(root: string, cpuInfo: string | null): string | null {
  const product = readText(root, "sys/class/dmi/id/product_name")?.trim() ?? "";
  if (virtualProducts.test(product)) return product;
  // ARM's flags do not tell; there the product name has to.
  const flags = cpuInfoField(cpuInfo, "flags")?.split(/\s+/) ?? [];
  return flags.includes("hypervisor") ? "hypervisor" : null;
}
