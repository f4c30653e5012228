/** results/report.html as it is published, and what it is made of. What it does in a browser: src/cli/in-browser/. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../core/comparison/synthetic-builds.ts";
import { reportOf, syntheticReportRun } from "../report/synthetic-report.ts";
import { projectRoot, resultsFolder } from "../run/project.ts";
import { reportPage } from "./report-page.ts";

const report = reportOf(syntheticReportRun());
const html = (await reportPage(report, new Map())).get("report.html")!;

describe("reportPage()", () => {
  it("has its script in it, which says where it comes from, and nobody's paths", () => {
    const script = html.slice(html.lastIndexOf("<script>"));
    assert.match(script, /src\/page\/main\.ts/);
    assert.doesNotMatch(script, /^import |^export /m);
    assert.ok(!html.includes(projectRoot) && !html.includes(os.homedir()));
  });

  it("is the same wherever the command is given", () => {
    const code = `
      import { reportOf, syntheticReportRun } from "${projectRoot}/src/report/synthetic-report.ts";
      import { reportPage } from "${projectRoot}/src/cli/report-page.ts";
      const made = await reportPage(reportOf(syntheticReportRun()), new Map());
      process.stdout.write(made.get("report.html"));`;
    const words = ["--input-type=module-typescript", "--eval", code];
    const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: os.tmpdir(), encoding: "utf8" });
    assert.equal(stdout, html, stderr);
  });

  it("shows the flame graphs that the pages beside it show, and no other picture of theirs", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="7"/></svg>';
    const pictures = new Map([
      ["profiles/node-https-fresh.svg", svg],
      ["profiles/undici-fresh.svg", svg],
      ["profiles/node-https-fresh.cpuprofile", "{}"],
      ["pictures/scale.svg", svg],
    ]);
    const text =
      "![Node, fresh](profiles/node-https-fresh.svg)\n\n![CAs](pictures/scale.svg)\n\n[picture](profiles/undici-fresh.svg)\n";
    const evidence = [{ name: "profile.md", title: "profiles", text, pictures }];
    const page = (await reportPage(report, new Map(), evidence)).get("report.html")!;
    assert.deepEqual(
      [...page.matchAll(/<figcaption>(.*?)<\/figcaption>/g)].map(([, title]) => title),
      ["Node, fresh"],
    );
  });

  it("is not made of a run that compares builds", async () => {
    const builds = [{ build: "node@22.23.3" }, { build: "node@26.10.0" }];
    const run = syntheticBuilds({ builds, cases: [{}], latencyNs: () => 1000 });
    assert.equal((await reportPage(reportOf(run), new Map())).size, 0);
  });
});

describe("results/report.html", () => {
  it("is small enough to be sent to someone", () => {
    const bytes = readFileSync(path.join(resultsFolder, "report.html")).length;
    assert.ok(bytes <= 2_000_000, `${bytes} bytes`);
  });
});
