/** Reads what of the machine may change from hour to hour: heat, neighbours, limits, power, space. */
import { statfsSync } from "node:fs";
import path from "node:path";
import type { MachineConditions } from "../../core/machine-conditions.ts";
import { projectRoot } from "../project.ts";
import { cpuFolder, cpuNames, namesIn, readNumber, readText } from "./system-files.ts";

/** @param root where `/proc` and `/sys` are looked for; another one in tests only */
export function readMachineConditions(root: string): MachineConditions {
  return {
    turbo: readTurbo(root),
    thermalThrottles: readThermalThrottles(root),
    stealShare: readStealShare(root),
    cpuQuota: readCpuQuota(root),
    swapUsedBytes: readSwapUsed(root),
    onBattery: readOnBattery(root),
    freeDiskBytes: readFreeDisk(),
  };
}

function readTurbo(root: string): MachineConditions["turbo"] {
  // Intel's driver asks whether there is none.
  const switches = [
    { file: `${cpuFolder}/intel_pstate/no_turbo`, valueWhereOn: 0 },
    { file: `${cpuFolder}/cpufreq/boost`, valueWhereOn: 1 },
  ];
  for (const { file, valueWhereOn } of switches) {
    const value = readNumber(root, file);
    if (value !== null) return { on: value === valueWhereOn, file: `/${file}` };
  }
  return null;
}

/** A package's CPUs all show its one count: the largest of them, and the cores' own. */
function readThermalThrottles(root: string): number | null {
  const counts = cpuNames(root).map((cpu) => {
    const read = (of: string) =>
      readNumber(root, `${cpuFolder}/${cpu}/thermal_throttle/${of}_throttle_count`);
    return { core: read("core"), package: read("package") };
  });
  if (counts.every((count) => count.core === null && count.package === null)) return null;
  const cores = counts.reduce((sum, { core }) => sum + (core ?? 0), 0);
  return Math.max(cores, ...counts.map((count) => count.package ?? 0));
}

/** `cpu  user nice system idle iowait irq softirq steal guest guest_nice`; a guest's time is in user already. */
function readStealShare(root: string): number | null {
  const line = /^cpu +(.*)$/m.exec(readText(root, "proc/stat") ?? "")?.[1];
  const times = line?.split(/\s+/).map(Number).slice(0, 8) ?? [];
  const total = times.reduce((sum, time) => sum + time, 0);
  return times.length === 8 && total > 0 ? times[7]! / total : null;
}

/** The tightest of the limits on the way from this process's control group to the root, of both versions. */
function readCpuQuota(root: string): number | null {
  const lines = readText(root, "proc/self/cgroup")?.split("\n") ?? [];
  const quotas = lines.flatMap((line) => {
    const [, controllers, group] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || group === undefined) return [];
    if (controllers === "") return foldersUp(group).map((folder) => unifiedQuota(root, folder));
    if (!controllers.split(",").includes("cpu")) return [];
    return foldersUp(group).map((folder) => legacyQuota(root, folder));
  });
  const limits = quotas.filter((quota) => quota !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** `/a/b` → `/a/b`, `/a`, `/`. In a container the group may not be visible, and its root is the limited one. */
function foldersUp(group: string): string[] {
  const folders = [group];
  while (folders.at(-1) !== "/" && folders.at(-1) !== ".") folders.push(path.posix.dirname(folders.at(-1)!));
  return folders;
}

/** `150000 100000`, or `max 100000` */
function unifiedQuota(root: string, folder: string): number | null {
  const [quota, period] = (readText(root, `sys/fs/cgroup${folder}/cpu.max`) ?? "").split(" ").map(Number);
  return quota && period ? quota / period : null;
}

/** A quota of -1 is none. */
function legacyQuota(root: string, folder: string): number | null {
  const quota = readNumber(root, `sys/fs/cgroup/cpu${folder}/cpu.cfs_quota_us`);
  const period = readNumber(root, `sys/fs/cgroup/cpu${folder}/cpu.cfs_period_us`);
  return quota && period && quota > 0 ? quota / period : null;
}

/** `Filename Type Size Used Priority`, in KiB, a line a device. */
function readSwapUsed(root: string): number | null {
  const table = readText(root, "proc/swaps");
  if (table === null) return null;
  const used = table.split("\n").slice(1);
  return used.reduce((sum, line) => sum + (Number(line.trim().split(/\s+/).at(-2)) || 0) * 1024, 0);
}

/** Null for a machine that has no battery: a desktop need not tell that it is plugged in. */
function readOnBattery(root: string): boolean | null {
  const folder = "sys/class/power_supply";
  const batteries = namesIn(root, folder).filter((name) => {
    const read = (file: string) => readText(root, `${folder}/${name}/${file}`);
    // A mouse has one of its own, of the scope "Device".
    return read("type") === "Battery" && read("scope") !== "Device";
  });
  if (batteries.length === 0) return null;
  return batteries.some((name) => readText(root, `${folder}/${name}/status`) === "Discharging");
}

function readFreeDisk(): number | null {
  try {
    const { bavail, bsize } = statfsSync(projectRoot);
    return bavail * bsize;
  } catch {
    return null;
  }
}
