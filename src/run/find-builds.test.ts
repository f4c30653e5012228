import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { parseBuildWord } from "./build-words.ts";
import { describeRuntimes } from "./describe-runtimes.ts";
import { findBuilds } from "./find-builds.ts";
import { registryFailed } from "./npm-package.ts";
import { projectRoot } from "./project.ts";
import { findRuntime, isMissing, packageOf, type RuntimeBinary } from "./runtime-binary.ts";
import { UsageError } from "./unknown-word.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-builds-"));
after(() => rmSync(folder, { recursive: true }));

async function find(...words: string[]) {
  const fetched: string[] = [];
  const builds = await findBuilds(
    words.map(parseBuildWord),
    (event) => event.kind === "step" && fetched.push(event.label),
    { folder: path.join(folder, "runtimes") },
  );
  return { found: builds.map((one) => one.found), fetched };
}

function pinned(runtime: "node" | "bun"): RuntimeBinary {
  const found = findRuntime(runtime, projectRoot);
  assert.ok(!isMissing(found));
  return found;
}

function packageName(runtime: "node" | "bun") {
  const entry = packageOf(runtime);
  assert.ok(!("reason" in entry));
  return entry;
}

describe("findBuilds() of a version that a file names", () => {
  it("asks npm for nothing that is no version, and starts no executable of another folder", async () => {
    const { package: name } = packageName("bun");
    const runtimes = path.join(folder, "of-file");
    const evil = path.join(runtimes, "evil");
    // Where `${name}-1.2.3-/../evil` would lie.
    mkdirSync(path.join(evil, "node_modules", name, "bin"), { recursive: true });
    for (const version of ["1.2.3-/../evil", "../evil", "http://127.0.0.1:1/evil.tgz", "latest", ""]) {
      const word = { kind: "version", runtime: "bun", version } as const;
      const [build] = await findBuilds([word], () => assert.fail("fetches"), { folder: runtimes });
      assert.deepEqual(build!.found, {
        runtime: "bun",
        reason: `${name}@${version} is no version; expected a number such as 22.23.3`,
      });
    }
  });
});

describe("findBuilds() of a path", () => {
  const text = path.join(folder, "text");
  writeFileSync(text, "no program");
  const wrong: [string, string][] = [
    ["that is not there", path.join(folder, "nothing")],
    ["of a directory", folder],
    ["that nobody may execute", text],
    ["below a file", path.join(text, "node")],
  ];
  for (const [what, file] of wrong) {
    it(`takes one ${what} for wrong usage`, async (context) => {
      if (process.platform === "win32" && file === text)
        return context.skip("Windows has no such permission");
      await assert.rejects(find("node", `node=${file}`), (error: Error) => {
        assert.ok(error instanceof UsageError);
        assert.ok(
          error.message.startsWith(
            `--runtime node=${file}: no file that can be executed; expected the path of`,
          ),
        );
        return true;
      });
    });
  }

  it("finds an executable, and says no more of where it is from than that it was named", async () => {
    const { found } = await find(`node=${path.relative(process.cwd(), process.execPath)}`);
    assert.deepEqual(found, [
      { ...pinned("node"), path: process.execPath, source: "a file that the user named" },
    ]);
  });

  it("does not take an executable for another runtime than it is", async () => {
    const builds = await findBuilds([parseBuildWord(`bun=${process.execPath}`)], () => {});
    const { facts, missing } = await describeRuntimes(builds);
    assert.deepEqual(facts, []);
    assert.deepEqual(missing, [{ runtime: "bun", reason: "a file that the user named is node, not bun" }]);
  });

  it("says of what does not run why, and not where it is", async (context) => {
    if (process.platform === "win32") return context.skip("a shell script");
    const file = path.join(folder, "crashing-node");
    writeFileSync(file, `#!/bin/sh\necho "error: ${file} has lost ${folder}/lib" >&2\nexit 7\n`);
    chmodSync(file, 0o755);
    const { missing } = await describeRuntimes([{ found: (await find(`node=${file}`)).found[0]! }]);
    assert.equal(
      missing[0]!.reason,
      "a file that the user named does not run: exited with code 7: error: …/crashing-node has lost …/lib",
    );
  });
});

describe("findBuilds() of a version", () => {
  it("takes an exact one from the cache, without npm", async () => {
    const { package: name, executable } = packageName("bun");
    const file = path.join(
      folder,
      "runtimes",
      `${name.replace("/", "-")}-9.8.7`,
      "node_modules",
      name,
      executable,
    );
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
    await withoutNpm(async () => {
      const { found, fetched } = await find("bun@9.8.7");
      assert.deepEqual(found, [{ ...pinned("bun"), path: file, source: `npm:${name}@9.8.7` }]);
      assert.deepEqual(fetched, []);
    });
  });
});

describe("findBuilds() of a version that is not in the cache", () => {
  it("says that npm is not there", async () => {
    await withoutNpm(async () => {
      const { found } = await find("node@98.7.6", "node@98");
      const { package: name } = packageName("node");
      for (const [index, version] of ["98.7.6", "98"].entries()) {
        assert.deepEqual(found[index], {
          runtime: "node",
          reason: `fetch ${name}@${version}: npm is not installed, or not on the PATH`,
        });
      }
    });
  });

  it("says that the registry could not be reached, without its address", async () => {
    await withEnvironment(
      { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" },
      async () => {
        const { found } = await find("node@98");
        const { package: name } = packageName("node");
        assert.deepEqual(found, [
          {
            runtime: "node",
            reason: `fetch ${name}@98 with npm: ECONNREFUSED; \`npm view ${name}@98\` says more`,
          },
        ]);
      },
    );
  });

  for (const version of ["98", "98.7.6"]) {
    it(`knows that ${version} is not published, leaves nothing behind, and goes on with the others`, async (context) => {
      const before = cached();
      // As in `npm run --silent`, which a command line of npm hands to the npm that it starts.
      const silent = { npm_config_loglevel: "silent" };
      const { found } = await withEnvironment(silent, () => find(`node@${version}`, "bun"));
      if (skipWithoutRegistry(context, found[0]!)) return;
      const { package: name } = packageName("node");
      assert.deepEqual(found[0], { runtime: "node", reason: `${name}@${version} is no published version` });
      assert.deepEqual(found[1], pinned("bun"));
      assert.deepEqual(cached(), before);
    });
  }

  it("fetches one that is published, once, and it is that version", async (context) => {
    const { package: name } = packageName("bun");
    const version = pinned("bun").source.split("@").at(-1)!;
    const first = await find(`bun@${version}`);
    if (skipWithoutRegistry(context, first.found[0]!)) return;
    assert.deepEqual(first.fetched, [`${name}@${version}`]);
    assert.deepEqual((await find(`bun@${version}`)).fetched, [], "it is there");
    const { facts } = await describeRuntimes([{ found: first.found[0]! }]);
    assert.deepEqual([facts[0]!.version, facts[0]!.source], [version, `npm:${name}@${version}`]);
    assert.ok(
      cached().every((one) => !one.includes(`.${process.pid}`)),
      "nothing unfinished",
    );
  });
});

function cached(): string[] {
  const runtimes = path.join(folder, "runtimes");
  return existsSync(runtimes) ? readdirSync(runtimes) : [];
}

/** Measuring needs no network, and its tests should not. */
function skipWithoutRegistry(context: TestContext, found: object): boolean {
  const unreachable = "reason" in found && registryFailed.test(String(found.reason));
  if (unreachable) context.skip("npm's registry cannot be reached");
  return unreachable;
}

async function withEnvironment<Value>(
  changes: NodeJS.ProcessEnv,
  action: () => Promise<Value>,
): Promise<Value> {
  const before = { ...process.env };
  Object.assign(process.env, changes);
  try {
    return await action();
  } finally {
    for (const name of Object.keys(changes)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function withoutNpm(action: () => Promise<void>): Promise<void> {
  return withEnvironment({ PATH: folder }, action);
}
