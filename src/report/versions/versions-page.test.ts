/** Goldens: `node --test --test-update-snapshots src/report/versions/versions-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../../core/comparison/synthetic-builds.ts";
import { failing } from "../../core/synthetic-run.ts";
import { versionsPage } from "./versions-page.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const whole = { serializers: [String] };
const place = { rawFile: "versions/node.jsonl.gz", projectFolder: ".." };
const run = syntheticBuilds({
  builds: ["24.1.0", "22.9.0", "26.10.0"].map((version) => ({ build: `node@${version}`, version })),
  cases: [{ client: "node:tls", scenario: "request" }],
  contexts: ["fresh", "shared"],
  latencyNs: (build, _, round, context) =>
    1e6 * (context === "fresh" && build === 2 ? 1.2 : 1) * (1 + 0.001 * ((round * (build + 3)) % 13)),
});

describe("versionsPage()", () => {
  it("shows what changed, in bold, and what did not, by ~", async (context) => {
    const { text, pictures } = await versionsPage(run, place);
    context.assert.fileSnapshot(text, golden("versions.md"), whole);
    assert.match(text, /`node:tls\/bundle\/request\/fresh` became slower from 24\.1\.0 to 26\.10\.0: \+20/);
    const row = text.split("\n").find((line) => line.includes("</a>node:tls/bundle/request/shared "))!;
    assert.ok(!row.includes("**") && row.includes("~"), row);
    const svg = pictures.get("pictures/versions-node.svg")!;
    assert.equal([...svg.matchAll(/aria-roledescription="point"/g)].length, 6);
    assert.match(svg, />Node 22\.9\.0 to 26\.10\.0<\/text>/);
    assert.doesNotMatch(svg, />measured</);
  });
});

describe("the picture of versionsPage()", () => {
  it("says which version has no time", async () => {
    const failed = syntheticBuilds({
      builds: ["24.1.0", "22.9.0", "26.10.0"].map((version) => ({ build: `node@${version}`, version })),
      cases: [{ client: "node:tls" }],
      latencyNs: () => 1e6,
      observe: (one, build) =>
        one.status === "valid" && build === 1 ? failing(one, "exited with code 7") : one,
    });
    const svg = (await versionsPage(failed, place)).pictures.get("pictures/versions-node.svg")!;
    // Two: the letters, and what keeps lines away from them.
    assert.equal([...svg.matchAll(/>not<\/tspan>.*?>measured<\/tspan>/g)].length, 2);
  });
});

describe("versionsPage() of which all versions but one failed", () => {
  const textOf = async (isLeft: (build: number) => boolean) => {
    const failed = syntheticBuilds({
      builds: ["24.1.0", "22.9.0"].map((version) => ({ build: `node@${version}`, version })),
      cases: [{ client: "node:tls" }],
      latencyNs: () => 1e6,
      observe: (one, build) =>
        one.status === "valid" && !isLeft(build) ? failing(one, "exited with code 7") : one,
    });
    return (await versionsPage(failed, place)).text;
  };

  it("does not say that nothing changed where nothing was compared", async () => {
    assert.match(await textOf((build) => build === 0), /^Nothing could be compared; the table says why\.$/m);
    assert.match(await textOf(() => true), /No change from one version to the next was found/);
  });
});
