import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { allRuntimes, isReference } from "../core/model.ts";
import { openWorkbench } from "../run/open-workbench.ts";
import { everythingAllowed } from "../run/permissions/permission-flags.ts";
import { projectRoot } from "../run/project.ts";
import { adviceFiles, readSnippets, region } from "./advice.ts";

const run = promisify(execFile);
const workbench = await openWorkbench(allRuntimes);
after(() => workbench.close());

const hasReference = workbench.options.facts.some(({ runtime }) => isReference(runtime));

function adviceFor(runtime: string, client: string): string | undefined {
  return adviceFiles[`${runtime}/${client}`] ?? adviceFiles[`*/${client}`];
}

describe("the advice", () => {
  it("is for clients that there are", () => {
    const names = workbench.options.facts.flatMap(({ runtime, clients }) =>
      clients.flatMap(({ name }) => [`${runtime}/${name}`, `*/${name}`]),
    );
    // Of the reference, which may not be installed, the tests below say whether it is.
    const keys = Object.keys(adviceFiles).filter((key) => !key.startsWith("python/") || hasReference);
    for (const key of keys) assert.ok(names.includes(key), key);
  });
  for (const { runtime, clients } of workbench.options.facts) {
    for (const { name } of clients.filter((client) => adviceFor(runtime, client.name) !== undefined)) {
      it(`for ${runtime}/${name} answers before and after, and refuses another CA's server both times`, async () => {
        const advice = adviceFor(runtime, name)!;
        const subject = { runtime, client: name, trust: "private-ca" } as const;
        const { host, port } = await workbench.endpoint(subject);
        const other = await workbench.refusedEndpoint(subject);
        const { caFile } = workbench.trustFiles("private-ca");
        const binary = workbench.options.binaries.get(runtime)!;
        const urls = [`https://${host}:${port}/`, `https://${host}:${other.port}/`];
        const script = isReference(runtime)
          ? [`docs/advice/${advice}`, caFile!, ...urls]
          : ["docs/advice/run.ts", advice, caFile!, ...urls];
        const env = workbench.environment({ runtime }, false);
        const words = [...binary.flags, ...everythingAllowed(runtime), ...script];
        const { stdout } = await run(binary.path, words, { cwd: projectRoot, env });
        assert.equal(stdout.trim(), "200 refused 200 refused");
      });
    }
  }

  it("has a before and an after that differ, in every file", () => {
    for (const [key, { before, after: changed }] of readSnippets()) {
      assert.ok(before.trim() && changed.trim(), key);
      assert.notEqual(before, changed, key);
    }
  });
});

describe("region()", () => {
  it("takes the lines between the marks, without their indentation", () => {
    assert.equal(region("a\n  // #region x\n  b\n    c\n  // #endregion\nd", "x", "f"), "b\n  c");
    assert.equal(region("a\n  # #region x\n  b\n    c\n  # #endregion\nd", "x", "f"), "b\n  c");
  });
  it("names the file in which a region is missing", () => {
    assert.throws(() => region("a", "x", "some/file.ts"), /some\/file\.ts: expected a region named x/);
  });
});
