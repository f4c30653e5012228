/** What the machine is, as far as it bears on the numbers; nothing that names the machine or its user. */
import os from "node:os";
import type { MachineFacts } from "../../core/records.ts";
import { readMachineConditions } from "./machine-conditions.ts";
import { cpuFolder, cpuNames, readText } from "./system-files.ts";

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
    conditions: readMachineConditions(root),
  };
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
  const governors = cpuNames(root)
    .map((name) => readText(root, `${cpuFolder}/${name}/cpufreq/scaling_governor`))
    .filter((governor) => governor !== null && governor !== "");
  return governors.length === 0 ? null : [...new Set(governors)].sort().join(", ");
}

function readVirtualization(root: string, cpuInfo: string | null): string | null {
  const product = readText(root, "sys/class/dmi/id/product_name") ?? "";
  if (virtualProducts.test(product)) return product;
  // ARM's flags do not tell; there the product name has to.
  const flags = cpuInfoField(cpuInfo, "flags")?.split(/\s+/) ?? [];
  return flags.includes("hypervisor") ? "hypervisor" : null;
}
