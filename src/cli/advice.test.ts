import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { openWorkbench } from "../run/open-workbench.ts";
import { projectRoot } from "../run/project.ts";
import { adviceFiles, readSnippets, region } from "./advice.ts";

const run = promisify(execFile);
const workbench = await openWorkbench();
after(() => workbench.close());

describe("the advice", () => {
  for (const { runtime, clients } of workbench.options.facts) {
    for (const { name } of clients.filter(({ kind }) => kind === "client")) {
      it(`for ${runtime}/${name} answers before and after`, async () => {
        const advice = adviceFiles[`${runtime}/${name}`] ?? adviceFiles[`*/${name}`];
        assert.ok(advice, `no advice for ${runtime}/${name}: add it to adviceFiles`);
        const { host, port } = await workbench.endpoint({ runtime, client: name, trust: "private-ca" });
        const { caFile } = workbench.trustFiles("private-ca");
        const binary = workbench.options.binaries.get(runtime)!;
        const script = ["docs/advice/run.ts", advice, caFile!, `https://${host}:${port}/`];
        const env = workbench.environment(runtime, false);
        const { stdout } = await run(binary.path, [...binary.flags, ...script], { cwd: projectRoot, env });
        assert.equal(stdout.trim(), "200 200");
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
  });
  it("names the file in which a region is missing", () => {
    assert.throws(() => region("a", "x", "some/file.ts"), /some\/file\.ts: expected a region named x/);
  });
});
