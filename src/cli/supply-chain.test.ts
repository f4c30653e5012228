/** What is installed is what was pinned, and installing it runs nobody's code: by the files alone, without a network. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { projectRoot } from "../run/project.ts";

/** Packages whose install script may run. None has one; whoever adds a name says here why. */
const allowedScripts: readonly string[] = [];

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => readFileSync(path.join(projectRoot, name), "utf8");
const locked = Object.entries(
  (JSON.parse(read("package-lock.json")) as { packages: Record<string, LockedPackage> }).packages,
).filter(([name]) => name !== "");

describe("package-lock.json", () => {
  it("has the SHA-512 of every package", () => {
    assert.ok(locked.length > 100);
    for (const [name, { integrity }] of locked)
      assert.match(integrity ?? "none", /^sha512-[\w+/]{86}==$/, name);
  });

  it("names no registry, so that each machine asks its own, and no package from elsewhere", () => {
    const elsewhere = locked.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name);
    assert.deepEqual(elsewhere, []);
  });

  it("has no package with an install script that is not allowed by name", () => {
    const scripts = locked.filter(([, one]) => one.hasInstallScript).map(([name]) => name);
    assert.deepEqual(
      scripts.filter((name) => !allowedScripts.includes(name.replace(/^.*node_modules\//, ""))),
      [],
    );
  });
});

describe("package.json", () => {
  it("pins every package exactly", () => {
    const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
    for (const field of ["dependencies", "devDependencies", "optionalDependencies"]) {
      for (const [name, version] of Object.entries(manifest[field]!)) {
        assert.match(version, /^\d+\.\d+\.\d+$/, `${field}: ${name}`);
      }
    }
  });
});

describe("npm", () => {
  it("runs no install script, whoever calls it", () => {
    assert.match(read(".npmrc"), /^ignore-scripts=true$/m);
    assert.match(read("Makefile"), /^\tnpm ci /m);
  });
});

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-signatures-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** `.ci/signatures` with an npm that answers as real ones have: what a registry says cannot be asked for here. */
function signatures(text: string, exitCode: number) {
  const npm = path.join(folder, "npm");
  writeFileSync(npm, `#!/bin/sh\ncat <<'END'\n${text}\nEND\nexit ${exitCode}\n`);
  chmodSync(npm, 0o755);
  const environment = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
  return spawnSync("bash", [path.join(projectRoot, ".ci", "signatures")], {
    env: environment,
    encoding: "utf8",
  });
}

describe(".ci/signatures", { skip: process.platform === "win32" && "CI runs on Linux" }, () => {
  it("passes where all are verified, and says how many", () => {
    const { status, stdout } = signatures(
      "audited 230 packages in 2s\n\n230 packages have verified registry signatures",
      0,
    );
    assert.equal(status, 0);
    assert.match(stdout, /^signatures: 230 packages have verified registry signatures$/m);
  });

  it("fails where one is invalid or missing", () => {
    for (const text of [
      "1 package has an invalid registry signature:\n\nmitata@1.0.34",
      "2 packages have missing registry signatures but the registry is providing signing keys:",
      "1 package has an invalid attestation:",
    ]) {
      const { status, stderr } = signatures(text, 1);
      assert.equal(status, 1, text);
      assert.match(stderr, /^signatures: FAILED/m);
    }
  });

  it("says that nothing was verified where the registry does not answer, and lets the lockfile stand", () => {
    for (const [text, code] of [
      ["npm error code ENOTFOUND\nnpm error network request failed", 1],
      ["npm error No dependencies found in current install", 1],
      ["audited 0 packages in 1s", 0],
    ] as const) {
      const { status, stdout } = signatures(text, code);
      assert.equal(status, 0, text);
      assert.match(stdout, /^signatures: SKIPPED, nothing was verified/m);
      assert.match(stdout, /package-lock\.json/);
    }
  });
});
