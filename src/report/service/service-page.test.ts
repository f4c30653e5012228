/** Golden: `node --test --test-update-snapshots src/report/service/service-page.test.ts` writes it; read its diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import type { ServiceFile } from "../../core/service/service-records.ts";
import {
  type SyntheticService,
  syntheticService,
  syntheticServiceCase,
  usualPhase,
} from "../../core/service/synthetic-service.ts";
import { servicePage } from "./service-page.ts";

const place = { rawFile: "studies/service.jsonl.gz", projectFolder: ".." };
const ladders = [
  { arm: "fresh", ratesPerSecond: [50, 63, 80] },
  { arm: "shared", ratesPerSecond: [200, 250, 315] },
] as const;
const cases = [
  syntheticServiceCase({ ladders }),
  syntheticServiceCase({
    runtime: "deno",
    client: "fetch",
    arms: ["fresh", "shared-options", "control"],
    notShared: "Deno.createHttpClient takes no context object",
    ratePerSecond: 250,
  }),
];
const phase: SyntheticService["phase"] = (step) => {
  const usual = usualPhase(step);
  if (step.ratePerSecond === 80) return { ...usual, latencyMs: 70 };
  if (step.ratePerSecond === 315) return { ...usual, serverShare: 0.72 };
  if (step.arm !== "shared-options") return usual;
  return { ...usual, cpuShare: usual.cpuShare + (step.round % 2 === 0 ? 0.003 : -0.003) };
};
const pageOf = (given: Partial<SyntheticService> = {}) =>
  servicePage(syntheticService({ cases, phase, ...given }), place);

describe("servicePage()", () => {
  it("shows what was saved, the picture, the latencies and the ladder", async (context) => {
    const { text, pictures } = await pageOf();
    const file = path.join(import.meta.dirname, "..", "golden", "service.md");
    context.assert.fileSnapshot(text, file, { serializers: [String] });
    assert.match(text, /at \*\*50\*\* clients\/s: \*\*40\.0 % of a core → 10\.0 %\*\*, 30\.0 points less \[/);
    assert.match(text, /\*\*63\*\*,.not.80.\|.*≥.250;.no.claim.at.315/);
    assert.deepEqual([...pictures.keys()], ["pictures/service.svg"]);
    assert.doesNotMatch(text, /stalls|longer phases/);
  });

  it("says of a stall in some phases that it is there, and that the ladder may have missed it", async () => {
    const { text } = await pageOf({
      phase: (step) => {
        const stalls = step.arm === "fresh" && step.ratePerSecond === 50 && step.round < 4;
        return stalls ? { ...usualPhase(step), latencyMs: 90 } : phase(step);
      },
    });
    assert.match(text, /1\. fresh stalls: in 3 of 10 phases the 99th percentile is above 50\.0 ms/);
    assert.match(text, /- Node, node:https, bundle, fresh: at 50 clients\/s 3 of 10 longer phases/);
  });

  it("draws each case's two sides and its control, and says so to whoever cannot see", async () => {
    const svg = (await pageOf()).pictures.get("pictures/service.svg")!;
    const lines = (colour: string) =>
      [...svg.matchAll(new RegExp(`<path aria-label[^>]*stroke="var\\(${colour}\\)"`, "g"))].length;
    assert.deepEqual([lines("--before"), lines("--after"), lines("--faint-ink")], [2, 2, 4]);
    assert.equal(
      [...svg.matchAll(/stroke="var\(--after\)"[^>]*stroke-dasharray="3,2"/g)].length,
      1 + 1,
      "and its legend",
    );
    for (const word of [
      "before: fresh",
      "after: shared",
      "after: shared-options",
      "shared-options: one options object",
    ])
      assert.match(svg, new RegExp(`>${word}</text>`));
    assert.match(svg, /<title>CPU of the process over time[^<]*from 42\.0 % to 12\.0 %/);
  });
});

describe("the picture of servicePage()", () => {
  it("has a time axis under every panel, and none where there is no panel", async () => {
    const { pictures } = await pageOf({ cases: [...cases, syntheticServiceCase({ client: "undici" })] });
    const svg = pictures.get("pictures/service.svg")!;
    assert.equal([...svg.matchAll(/>s<\/text>/g)].length, 3);
    assert.equal([...svg.matchAll(/>CPU, % of a core<\/text>/g)].length, 3);
  });
});

describe("servicePage(), where something is not as usual", () => {
  it("marks an exploratory study, without intervals or verdicts", async () => {
    const { text } = await pageOf({ plan: { exploratory: true, rounds: 2 } });
    assert.match(text, /> \*\*Exploratory\*\*/);
    assert.doesNotMatch(text, /\| +~|points less \[/);
  });

  it("claims nothing of what was not held where a control shows that the machine was busy", async () => {
    const { text } = await pageOf({
      phase: (step) => ({ ...(phase(step) as object), loopLateMs: step.arm === "control" ? 5 : 1 }) as never,
    });
    assert.match(text, /> The machine was busy with something else: .* was 5\.98 ms late/);
    assert.match(text, /bundle +\| +≥.63.\| +≥.250.\|/);
    assert.doesNotMatch(text, /not.80/);
  });

  it("does so where only the controls among the ladder's phases were late", async () => {
    const isLate = ({ arm, id }: { arm: string; id: string }) => arm === "control" && id.includes("/ladder/");
    const { text } = await pageOf({
      phase: (step) => ({ ...(phase(step) as object), loopLateMs: isLate(step) ? 7 : 1 }) as never,
    });
    assert.match(text, /> The machine was busy with something else: .* was 7\.98 ms late/);
    assert.doesNotMatch(text, /not.80/);
  });

  it("names the first failure, and says where the end is missing", async () => {
    const broken = syntheticService({
      cases,
      phase: (step) => (step.arm === "shared" ? "exited with code 7" : phase(step)),
    });
    const { text } = await servicePage({ ...broken, finish: null }, place);
    assert.match(text, /did not come to its end/);
    assert.match(text, /phases failed; the first, `node\/node:https\/bundle\/shared`: exited with code 7/);
    assert.match(text, /at 50 clients\/s: no phase that can be compared/);
  });

  it("says how to get a reference that is not installed", async () => {
    const missingRuntimes = [{ runtime: "python", reason: "not installed: run `make reference`" }] as const;
    const file = syntheticService({ cases, phase });
    const { text } = await servicePage({ ...file, header: { ...file.header, missingRuntimes } }, place);
    assert.match(
      text,
      /^> Python with httpx, the reference, is not measured: not installed: run `make reference`/m,
    );
  });

  it("keeps what a file says text", async () => {
    const evil = "</td><script>|x` [z](javascript:1)";
    const file = JSON.parse(
      JSON.stringify(syntheticService({ cases, phase: () => "exited with code 7" }))
        .replaceAll("exited with code 7", JSON.stringify(evil).slice(1, -1))
        .replaceAll('"client":"fetch"', `"client":${JSON.stringify(evil)}`),
    ) as ServiceFile;
    const { text, pictures } = await servicePage(file, place);
    const outsideCode = text.replaceAll(/```[\s\S]*?```/g, "").replaceAll(/`[^`\n]*`/g, "");
    assert.doesNotMatch(outsideCode, /<script|<\/td>/);
    assert.doesNotMatch(outsideCode, /(?<!\\)\[z/);
    for (const svg of pictures.values()) assert.doesNotMatch(svg, /<script/);
  });
});
