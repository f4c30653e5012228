/** Citations of a run that compares builds, with one that is its runtime's only one; others in src/cli/cited-run.test.ts. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../../core/analyse-run.ts";
import { twoBuilds, withSingleBuild } from "../../core/comparison/synthetic-builds.ts";
import { whyNotMeasured } from "../not-measured.ts";
import { pages } from "../pages.ts";
import { reportOf } from "../synthetic-report.ts";
import { buildCitables } from "./build-citation.ts";

const two = twoBuilds([
  { build: "node@22.1.0", version: "22.1.0" },
  { build: "node@22.1.0#2", version: "22.1.0" },
]);
const run = withSingleBuild(two, { runtime: "deno", version: "2.9.6" });
const results = analyseRun(run);

describe("buildCitables()", () => {
  it("link each number to a row of the run's one page, and name the build", async () => {
    const page = (await pages(reportOf(run))).get("README.md")!;
    const all = buildCitables(run, results);
    assert.deepEqual([all.filter(({ against }) => against === null).length, all.length], [6, 8]);
    for (const { row } of all) {
      assert.equal(row.page, "README.md");
      assert.ok(page.includes(`<a id="${row.anchor}"></a>`), `no row ${row.anchor}`);
    }
    const deno = all.filter(({ id }) => id.startsWith("deno@2.9.6/"));
    assert.equal(deno.length, 2);
    for (const { text } of deno)
      assert.match(text("there"), /^Deno 2\.9\.6.*, node:tls, bundle, create, \w+: \*\*/);
  });

  it("has no ratio of a case, and says what there is", () => {
    assert.match(
      whyNotMeasured("deno/node:tls/bundle/create", results)!,
      /^the run compares builds, and has no ratio of contexts; measured are deno@2\.9\.6\/node:tls\/bundle\/create\/fresh, /,
    );
  });
});
