import assert from "node:assert/strict";
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { projectRoot } from "../project.ts";
import packages from "../runtime-packages.json" with { type: "json" };
import { findRequirements, missingFor, type Need, targetNeeds } from "./requirements.ts";
import { rootWith } from "./system-root.ts";

const manifest = (fields: object) => JSON.stringify({ dependencies: {}, devDependencies: {}, ...fields });

/** What is found in a project of these files, by need. */
async function found(context: TestContext, files: Record<string, string>, executable?: string) {
  const root = await rootWith(context, { "package.json": manifest({}), ...files });
  if (executable) await chmod(path.join(root, executable), 0o755);
  const requirements = await findRequirements(root);
  return {
    of: (need: Need) => requirements.find((one) => one.need === need)!,
    requirements,
  };
}

describe("findRequirements()", () => {
  it("finds everything where the suite itself runs", async () => {
    const requirements = await findRequirements(projectRoot);
    const lacking = requirements.filter(
      ({ isThere, need }) => !isThere && !["git", "python", "chromium"].includes(need),
    );
    assert.deepEqual(lacking, []);
    const versions = requirements.slice(0, 3).map(({ detail }) => detail);
    for (const version of versions) assert.match(version, /^(\d+\.\d+\.\d+), npm:.*@\1$/);
  });

  it("says how to get what a bare folder lacks", async (context) => {
    const { of } = await found(context, {});
    assert.match(of("deno").detail, /not installed: run `npm ci`/);
    assert.match(
      of("python").detail,
      /not installed: run `make reference`|httpx-requirements\.txt is missing/,
    );
    assert.match(of("published run").detail, /published\.json is missing: `make bench-all` makes one/);
    assert.match(of("git").detail, /no commit: .*not say of which code/);
    assert.equal(of("results/").isThere, true, "it can be made");
    for (const need of ["deno", "published run", "git"] as const) assert.equal(of(need).isThere, false);
  });

  it("does not take an executable that does not start for a runtime", async (context) => {
    const platform = `${process.platform}-${process.arch}`;
    const entry = (packages.bun as Record<string, { package: string; executable: string }>)[platform]!;
    const folder = `node_modules/${entry.package}`;
    const executable = `${folder}/${entry.executable}`;
    const files = {
      "package.json": manifest({ optionalDependencies: { [entry.package]: "1.0.0" } }),
      [`${folder}/package.json`]: '{ "version": "1.0.0" }',
      [executable]: "#!/bin/sh\nexit 7\n",
    };
    const { of } = await found(context, files, executable);
    assert.equal(of("bun").isThere, false);
    assert.match(of("bun").detail, /npm:.*@1\.0\.0 does not start: remove node_modules, then `npm ci`/);
  });

  it("names a package that is absent or of another version, and only that", async (context) => {
    const { of } = await found(context, {
      "package.json": manifest({ dependencies: { a: "1.0.0", b: "2.0.0", c: "3.0.0" } }),
      "node_modules/a/package.json": '{ "version": "1.0.0" }',
      "node_modules/b/package.json": '{ "version": "2.0.1" }',
    });
    assert.equal(of("libraries").isThere, false);
    assert.equal(of("libraries").detail, "b 2.0.1 (pinned 2.0.0), c absent (pinned 3.0.0): run `npm ci`");
    assert.equal(of("dev libraries").isThere, true);
  });

  it("sees that a file stands where the results go, and that a published run is gone", async (context) => {
    assert.match((await found(context, { results: "" })).of("results/").detail, /is no folder/);
    const { of } = await found(context, { "results/published.json": '{ "run": "runs/x.jsonl.gz" }' });
    assert.match(of("published run").detail, /results\/runs\/x\.jsonl\.gz is missing: `git checkout/);
  });
});

describe("targetNeeds", () => {
  it("has every target of the Makefile that needs anything, and no other", async () => {
    const makefile = await readFile(path.join(projectRoot, "Makefile"), "utf8");
    const targets = [...makefile.matchAll(/^([a-z-]+):.*## /gm)].map(([, target]) => target!);
    const withoutNeeds = ["help", "install", "doctor", "clean"];
    const expected = targets.filter((target) => !withoutNeeds.includes(target)).sort();
    assert.deepEqual(Object.keys(targetNeeds).sort(), expected);
  });
});

describe("missingFor()", () => {
  it("names what a target lacks, and not what it does without", () => {
    const lacking = (["deno", "dev libraries", "git"] as const).map((need) => ({
      need,
      isThere: false,
      detail: "",
    }));
    assert.deepEqual(missingFor("bench-all", lacking), ["deno"]);
    assert.deepEqual(missingFor("bench-bun", lacking), []);
    assert.deepEqual(missingFor("check", lacking), ["deno", "dev libraries"]);
  });
});
