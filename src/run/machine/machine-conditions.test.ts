import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { MachineConditions } from "../../core/machine-conditions.ts";
import { readMachineConditions } from "./machine-conditions.ts";
import { rootWith } from "./system-root.ts";

type Fact = keyof MachineConditions;

async function read<Key extends Fact>(
  context: TestContext,
  fact: Key,
  files: Record<string, string>,
): Promise<MachineConditions[Key]> {
  return readMachineConditions(await rootWith(context, files))[fact];
}

const cpu = (index: number, file: string) => `sys/devices/system/cpu/cpu${index}/${file}`;
const supply = (name: string, file: string) => `sys/class/power_supply/${name}/${file}`;

const cases: [Fact, string, Record<string, string>, unknown][] = [
  [
    "turbo",
    "on by Intel's driver, which asks the opposite",
    { "sys/devices/system/cpu/intel_pstate/no_turbo": "0\n" },
    { on: true, file: "/sys/devices/system/cpu/intel_pstate/no_turbo" },
  ],
  [
    "turbo",
    "off by another driver",
    { "sys/devices/system/cpu/cpufreq/boost": "0\n" },
    { on: false, file: "/sys/devices/system/cpu/cpufreq/boost" },
  ],
  [
    "thermalThrottles",
    "the cores' counts, with the package's counted once",
    {
      [cpu(0, "thermal_throttle/core_throttle_count")]: "3\n",
      [cpu(0, "thermal_throttle/package_throttle_count")]: "5\n",
      [cpu(1, "thermal_throttle/core_throttle_count")]: "4\n",
      [cpu(1, "thermal_throttle/package_throttle_count")]: "5\n",
    },
    7,
  ],
  [
    "thermalThrottles",
    "the package's, where it is more",
    { [cpu(0, "thermal_throttle/package_throttle_count")]: "5\n" },
    5,
  ],
  ["stealShare", "of all CPU time", { "proc/stat": "cpu  10 10 10 40 10 5 5 10 7 7\ncpu0 1 1 1 1\n" }, 0.1],
  ["stealShare", "unknown to an old kernel", { "proc/stat": "cpu  10 10 10 40\n" }, null],
  [
    "cpuQuota",
    "the tightest on the way up, of version 2",
    {
      "proc/self/cgroup": "0::/a/b\n",
      "sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
      "sys/fs/cgroup/a/cpu.max": "150000 100000\n",
      "sys/fs/cgroup/cpu.max": "200000 100000\n",
    },
    1.5,
  ],
  [
    "cpuQuota",
    "of the container's root, where the group itself is not to be seen",
    { "proc/self/cgroup": "0::/../elsewhere\n", "sys/fs/cgroup/cpu.max": "50000 100000\n" },
    0.5,
  ],
  [
    "cpuQuota",
    "of version 1",
    {
      "proc/self/cgroup": "4:cpuset:/x\n3:cpu,cpuacct:/c\n",
      "sys/fs/cgroup/cpu/c/cpu.cfs_quota_us": "250000\n",
      "sys/fs/cgroup/cpu/c/cpu.cfs_period_us": "100000\n",
      "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
      "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    },
    2.5,
  ],
  [
    "cpuQuota",
    "none, where both versions say so",
    { "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "max 100000\n" },
    null,
  ],
  [
    "swapUsedBytes",
    "of all devices",
    {
      "proc/swaps":
        "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sda2    partition\t999\t\t10\t\t-2\n/a file   file\t99\t5\t-3\n",
    },
    15 * 1024,
  ],
  ["swapUsedBytes", "0 without devices", { "proc/swaps": "Filename\tType\tSize\tUsed\tPriority\n" }, 0],
  [
    "onBattery",
    "where the machine's battery empties",
    { [supply("BAT0", "type")]: "Battery\n", [supply("BAT0", "status")]: "Discharging\n" },
    true,
  ],
  [
    "onBattery",
    "not where it is plugged in, whatever a mouse does",
    {
      [supply("BAT0", "type")]: "Battery\n",
      [supply("BAT0", "status")]: "Charging\n",
      [supply("mouse", "type")]: "Battery\n",
      [supply("mouse", "scope")]: "Device\n",
      [supply("mouse", "status")]: "Discharging\n",
    },
    false,
  ],
  ["onBattery", "unknown without a battery", { [supply("AC", "type")]: "Mains\n" }, null],
];

describe("readMachineConditions()", () => {
  for (const [fact, what, files, expected] of cases) {
    it(`reads ${fact}: ${what}`, async (context) => {
      assert.deepEqual(await read(context, fact, files), expected);
    });
  }

  it("leaves unknown what holds no number", async (context) => {
    const garbled = {
      "sys/devices/system/cpu/intel_pstate/no_turbo": "<unsupported>\n",
      "proc/stat": "cpu  a b c d e f g h\n",
      "proc/self/cgroup": "nonsense\n0::\n",
      "sys/fs/cgroup/cpu.max": "\n",
    };
    const { turbo, stealShare, cpuQuota } = readMachineConditions(await rootWith(context, garbled));
    assert.deepEqual({ turbo, stealShare, cpuQuota }, { turbo: null, stealShare: null, cpuQuota: null });
  });
});
