import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { rootWith } from "../machine/system-root.ts";
import { installPython } from "./install-python.ts";

const pins = "httpx==0.28.1 --hash=sha256:aa\n";

interface Given {
  /** The environment's own, where there is one. */
  readonly environment?: string;
  readonly isNamed?: boolean;
}

/** What comes of an installation with a Python that is this shell script. */
async function install(context: TestContext, script: string, { environment, isNamed = false }: Given = {}) {
  const own = { "runtimes/httpx-requirements.txt": pins, python: `#!/bin/sh\n${script}\n` };
  const there = {
    ".cache/python/ctxcost-requirements.txt": pins,
    ".cache/python/bin/python": `#!/bin/sh\n${environment}\n`,
  };
  const projectRoot = await rootWith(context, environment === undefined ? own : { ...own, ...there });
  const python = path.join(projectRoot, "python");
  await chmod(python, 0o755);
  if (environment !== undefined)
    await chmod(path.join(projectRoot, ".cache", "python", "bin", "python"), 0o755);
  const steps: string[] = [];
  const ended = installPython({ projectRoot, python, isNamed, onStep: (text) => steps.push(text) });
  return { ended, steps };
}

async function stepsOf(...given: Parameters<typeof install>): Promise<string[]> {
  const { ended, steps } = await install(...given);
  await ended;
  return steps;
}

async function ending(...given: Parameters<typeof install>): Promise<void> {
  await (await install(...given)).ended;
}

const onWindows = process.platform === "win32" && "not for Windows";

describe("installPython()", { skip: onWindows }, () => {
  it("says what to install where there is no Python", async (context) => {
    await assert.rejects(ending(context, "exit 127"), /does not run; install Python ≥ 3\.10 .*python3-venv/);
  });
  it("refuses one that is too old", async (context) => {
    await assert.rejects(ending(context, "echo 3 9"), /is Python 3\.9, expected 3\.10 or newer/);
  });
  it("says what to install where its venv is missing, as on Debian", async (context) => {
    await assert.rejects(
      ending(context, "echo 3 11; exit 1"),
      /has no module venv; .*`apt-get install python3 python3-venv`/,
    );
  });
  it("shows what a failing step said", async (context) => {
    const script = 'case "$*" in *import*) echo 3 11;; *) echo "no room left" >&2; exit 1;; esac';
    await assert.rejects(
      ending(context, script),
      /no room left\nmake a virtual environment: it failed; install/,
    );
  });
  it("does nothing where it is there", async (context) => {
    assert.deepEqual(await stepsOf(context, "exit 127", { environment: "exit 1" }), [
      "pip:httpx@0.28.1 is there",
    ]);
  });

  describe("with a Python that was named", () => {
    const says = (version: string) =>
      `case "$*" in *base_prefix*) echo "${version} /usr";; *import*) echo 3 11;; *) exit 1;; esac`;

    it("does nothing where the environment is of it", async (context) => {
      const given = { environment: says("3.11.2"), isNamed: true };
      assert.match(
        (await stepsOf(context, says("3.11.2"), given)).join(),
        /^pip:httpx@0\.28\.1 is there, of .*python$/,
      );
    });
    it("makes one of another anew", async (context) => {
      const { ended, steps } = await install(context, says("3.12.1"), {
        environment: says("3.11.2"),
        isNamed: true,
      });
      await assert.rejects(ended, /make a virtual environment: it failed/);
      assert.match(steps.join(), /is there, of another Python,making a virtual environment of /);
    });
    it("says so where it does not run, whatever is there", async (context) => {
      const given = { environment: says("3.11.2"), isNamed: true };
      await assert.rejects(ending(context, "exit 127", given), /does not run/);
    });
  });
});
