import assert from "node:assert/strict";
import os from "node:os";
import { test } from "node:test";
import { readMachine } from "./machine.ts";
import { rootWith } from "./system-root.ts";

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
  const { freeDiskBytes, ...conditions } = facts.conditions!;
  assert.ok(freeDiskBytes! > 0);
  assert.deepEqual(new Set(Object.values(conditions)), new Set([null]));
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
