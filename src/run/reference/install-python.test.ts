import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { rootWith } from "../machine/system-root.ts";
import { installPython } from "./install-python.ts";

const pins = "httpx==0.28.1 --hash=sha256:aa\n";

/** What comes of an installation with a Python that is this shell script. */
async function install(context: TestContext, script: string, files: Record<string, string> = {}) {
  const own = { "runtimes/httpx-requirements.txt": pins, python: `#!/bin/sh\n${script}\n` };
  const projectRoot = await rootWith(context, { ...own, ...files });
  const python = path.join(projectRoot, "python");
  await chmod(python, 0o755);
  const steps: string[] = [];
  await installPython({ projectRoot, python, onStep: (text) => steps.push(text) });
  return steps;
}

const onWindows = process.platform === "win32" && "not for Windows";

describe("installPython()", { skip: onWindows }, () => {
  it("says what to install where there is no Python", async (context) => {
    await assert.rejects(install(context, "exit 127"), /does not run; install Python ≥ 3\.10 .*python3-venv/);
  });
  it("refuses one that is too old", async (context) => {
    await assert.rejects(install(context, "echo 3 9"), /is Python 3\.9, expected 3\.10 or newer/);
  });
  it("says what to install where its venv is missing, as on Debian", async (context) => {
    await assert.rejects(
      install(context, "echo 3 11; exit 1"),
      /has no module venv; .*`apt-get install python3 python3-venv`/,
    );
  });
  it("shows what a failing step said", async (context) => {
    const script = 'case "$*" in *import*) echo 3 11;; *) echo "no room left" >&2; exit 1;; esac';
    await assert.rejects(
      install(context, script),
      /no room left\nmake a virtual environment: it failed; install/,
    );
  });
  it("does nothing where it is there", async (context) => {
    const there = { ".cache/python/ctxcost-requirements.txt": pins, ".cache/python/bin/python": "" };
    assert.deepEqual(await install(context, "exit 127", there), ["pip:httpx@0.28.1 is there"]);
  });
});
