import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import type { MachineFacts } from "../core/records.ts";
import { machineWarnings, readMachine } from "./machine.ts";

/** A file system of a machine that has these files and no others. */
async function rootWith(context: TestContext, files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(path.join(os.tmpdir(), "ctxcost-machine-"));
  context.after(() => rm(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  return root;
}

const governorFile = (cpu: number) => `sys/devices/system/cpu/cpu${cpu}/cpufreq/scaling_governor`;
const productFile = "sys/class/dmi/id/product_name";

test("readMachine() knows the machine it runs on, and names neither it nor its user", () => {
  const facts = readMachine();
  assert.equal(facts.platform, process.platform);
  assert.equal(facts.architecture, process.arch);
  assert.ok(facts.cpuCount >= 1 && facts.memoryBytes > facts.freeMemoryBytes);
  assert.equal(facts.loadAverage.length, 3);
  assert.notEqual(facts.cpuModel, "");
  const words = JSON.stringify(Object.values(facts)).split(/[^A-Za-z0-9.-]+/);
  assert.ok(!words.includes(os.hostname()), "host name");
  assert.ok(!words.includes(os.userInfo().username), "user name");
});

test("readMachine() leaves unknown what the system does not tell", async (context) => {
  const facts = readMachine(await rootWith(context, {}));
  assert.equal(facts.governor, null);
  assert.equal(facts.virtualization, null);
  assert.equal(facts.operatingSystem, os.version());
});

test("readMachine() reads the system's name with and without quotes", async (context) => {
  const quoted = await rootWith(context, {
    "etc/os-release": 'NAME="X"\nPRETTY_NAME="Some Linux 12 (word)"\n',
  });
  assert.equal(readMachine(quoted).operatingSystem, "Some Linux 12 (word)");
  const bare = await rootWith(context, { "etc/os-release": "PRETTY_NAME=Linux\n" });
  assert.equal(readMachine(bare).operatingSystem, "Linux");
});

test("readMachine() reads the governors of all CPUs", async (context) => {
  const same = await rootWith(context, {
    [governorFile(0)]: "performance\n",
    [governorFile(1)]: "performance\n",
  });
  assert.equal(readMachine(same).governor, "performance");
  const mixed = await rootWith(context, {
    [governorFile(0)]: "schedutil\n",
    [governorFile(1)]: "performance\n",
  });
  assert.equal(readMachine(mixed).governor, "performance, schedutil");
});

test("readMachine() tells a virtual machine by its CPU's flags or its product's name", async (context) => {
  const read = async (files: Record<string, string>) =>
    readMachine(await rootWith(context, files)).virtualization;
  assert.equal(await read({ "proc/cpuinfo": "flags\t\t: fpu hypervisor sse\n" }), "hypervisor");
  assert.equal(await read({ [productFile]: "Google Compute Engine\n" }), "Google Compute Engine");
  assert.equal(await read({ "proc/cpuinfo": "flags\t\t: fpu sse\n", [productFile]: "ThinkPad X1\n" }), null);
  // A product name that is not known to be a virtual machine's may be somebody's own.
  const named = { "proc/cpuinfo": "flags\t\t: hypervisor\n", [productFile]: "alice-box\n" };
  assert.equal(await read(named), "hypervisor");
});

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
};

test("machineWarnings() is silent about a quiet machine, and about what is not known", () => {
  assert.deepEqual(machineWarnings(quiet), []);
  assert.deepEqual(machineWarnings({ ...quiet, governor: null }), []);
});

const troubles: [keyof MachineFacts, Partial<MachineFacts>, RegExp][] = [
  ["governor", { governor: "powersave" }, /powersave.*cpupower frequency-set -g performance/],
  ["loadAverage", { loadAverage: [2.1, 0, 0] }, /load is 2\.1 on 4 CPUs.*end what else is running/],
  ["virtualization", { virtualization: "KVM" }, /\(KVM\).*repeat the run on real hardware/],
  ["cpuCount", { cpuCount: 1, loadAverage: [0, 0, 0] }, /only CPU: run on a machine with 2/],
  ["freeMemoryBytes", { freeMemoryBytes: 512 * 1024 ** 2 }, /only 512 MiB.*end other programs/],
];
for (const [fact, change, expected] of troubles) {
  test(`machineWarnings() names a remedy for ${fact}`, () => {
    const warnings = machineWarnings({ ...quiet, ...change });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, expected);
  });
}
