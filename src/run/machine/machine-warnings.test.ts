import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MachineConditions } from "../../core/machine-conditions.ts";
import type { MachineFacts } from "../../core/records.ts";
import { machineWarnings } from "./machine-warnings.ts";

const mebibyte = 1024 ** 2;

const calm: MachineConditions = {
  turbo: { on: false, file: "/sys/x" },
  thermalThrottles: 0,
  stealShare: 0.01,
  cpuQuota: null,
  swapUsedBytes: 255 * mebibyte,
  onBattery: false,
  freeDiskBytes: 256 * mebibyte,
};

const quiet: MachineFacts = {
  platform: "linux",
  architecture: "x64",
  kernel: "6.1.0",
  operatingSystem: "Some Linux",
  cpuModel: "Some CPU",
  cpuCount: 4,
  governor: "performance",
  virtualization: null,
  loadAverage: [2, 9, 9],
  memoryBytes: 16 * 1024 ** 3,
  freeMemoryBytes: 1024 ** 3,
  conditions: calm,
};

const unknown: MachineConditions = {
  turbo: null,
  thermalThrottles: null,
  stealShare: null,
  cpuQuota: null,
  swapUsedBytes: null,
  onBattery: null,
  freeDiskBytes: null,
};

describe("machineWarnings()", () => {
  it("is silent about a quiet machine, and about what is not known", () => {
    assert.deepEqual(machineWarnings(quiet), []);
    assert.deepEqual(machineWarnings({ ...quiet, governor: null, conditions: unknown }), []);
    assert.deepEqual(machineWarnings({ ...quiet, conditions: undefined }), []);
  });

  const ofFacts: [string, Partial<MachineFacts>, RegExp][] = [
    ["a governor", { governor: "powersave" }, /powersave.*cpupower frequency-set -g performance/],
    ["load", { loadAverage: [2.1, 0, 0] }, /load is 2\.1 on 4 CPUs.*end what else is running/],
    ["a virtual machine", { virtualization: "KVM" }, /\(KVM\), whose neighbours take CPU time: repeat/],
    ["a single CPU", { cpuCount: 1, loadAverage: [0, 0, 0] }, /only CPU: run on a machine with 2/],
    ["little memory", { freeMemoryBytes: 512 * mebibyte }, /only 512 MiB.*end other programs/],
  ];
  for (const [what, change, expected] of ofFacts) {
    it(`names ${what} and the remedy`, () => {
      const warnings = machineWarnings({ ...quiet, ...change });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!, expected);
    });
  }

  const ofConditions: [string, Partial<MachineConditions>, RegExp][] = [
    ["Intel's turbo", { turbo: { on: true, file: "/sys/no_turbo" } }, /`echo 1 \| sudo tee \/sys\/no_turbo`/],
    ["another turbo", { turbo: { on: true, file: "/sys/boost" } }, /`echo 0 \| sudo tee \/sys\/boost`/],
    ["heat", { thermalThrottles: 12 }, /heat 12 times since.*let it cool.*cpupower/],
    ["a host's other guests", { stealShare: 0.034 }, /host of this machine gave 3\.4 %.*real hardware/],
    ["a quota", { cpuQuota: 1.5 }, /allows 1\.5 CPUs.*--cpuset-cpus/],
    ["swap", { swapUsedBytes: 256 * mebibyte }, /256 MiB are swapped out.*swapoff -a && sudo swapon -a/],
    ["a battery", { onBattery: true }, /on its battery.*plug it in/],
    ["a full disk", { freeDiskBytes: 100 * mebibyte }, /only 100 MiB of disk.*run --out FILE/],
  ];
  for (const [what, change, expected] of ofConditions) {
    it(`names ${what} and the remedy`, () => {
      const warnings = machineWarnings({ ...quiet, conditions: { ...calm, ...change } });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!, expected);
    });
  }

  it("says what a virtual machine's neighbours took in the same sentence", () => {
    const stolen = { ...quiet, virtualization: "KVM", conditions: { ...calm, stealShare: 0.05 } };
    const warnings = machineWarnings(stolen);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0]!,
      /\(KVM\), whose neighbours take CPU time; they took 5\.0 % of it so far: repeat/,
    );
  });

  it("names variables that workers do not see, and never what they hold", () => {
    assert.deepEqual(machineWarnings(quiet, ["NODE_OPTIONS"]), [
      "NODE_OPTIONS is set in your shell and not in what is measured: if your application runs with it, its costs " +
        "are others; to be rid of it: `unset NODE_OPTIONS`",
    ]);
    assert.match(machineWarnings(quiet, ["A", "B"])[0]!, /^A, B are set .*with them.*`unset A B`$/);
  });
});
