/** Golden: `node --test --test-update-snapshots src/report/against/against-page.test.ts` writes it; read its diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { type SyntheticTool, syntheticToolFile } from "../../core/against/synthetic-tools.ts";
import type { ToolFile, ToolName } from "../../core/against/tool-records.ts";
import { againstPage } from "./against-page.ts";

const wobble = [0.97, 0.98, 0.99, 1, 1.01, 1.02, 1.03];
function tool(name: ToolName, ratio: number, rest: Partial<SyntheticTool> = {}): SyntheticTool {
  return { tool: name, ratios: wobble.map((factor) => ratio * factor), ...rest };
}
const suite = tool("ctxcost", 200, { claimedHalfWidth: 0.045, seconds: 30 });
const long = tool("ctxcost-long", 400, { sharedNs: 10_000 });
const pageOf = (...tools: SyntheticTool[]) => againstPage(syntheticToolFile(tools), "against.json");

describe("againstPage()", () => {
  it("shows every tool, its failures, and why one differs", (context) => {
    const text = pageOf(
      suite,
      long,
      tool("mitata-turn", 402, { claimedHalfWidth: 0.004, basis: "samples" }),
      tool("mitata", 35, { claimedHalfWidth: 0.1, basis: "samples" }),
      { ...tool("tinybench", 201, { claimedHalfWidth: 0.004 }), ratios: [207, 197, 203, 199, 201, 195, 205] },
      { tool: "hyperfine", ratios: wobble.map(() => null) },
    );
    const file = path.join(import.meta.dirname, "..", "golden", "against.md");
    context.assert.fileSnapshot(text, file, { serializers: [String] });
    assert.match(text, /mitata, turning, median: length: the cheap arm .* takes 10\.0 µs/);
    assert.match(text, /mitata, median: no turn of the event loop/);
    assert.match(text, /hyperfine failed 7 times: not installed/);
    assert.doesNotMatch(text, /tinybench, median:/);
  });

  it("calls unexplained what no row of the table explains", () => {
    assert.match(pageOf(suite, tool("hyperfine", 150)), /hyperfine, median: unexplained/);
    assert.match(pageOf(suite, long, tool("hyperfine", 150)), /hyperfine, median: unexplained/);
  });

  it("does not call length the reason where the row is nearer to the suite", () => {
    assert.match(pageOf(suite, long, tool("hyperfine", 220)), /hyperfine, median: unexplained/);
  });

  it("says that the rest is unexplained where length explains a part", () => {
    assert.match(pageOf(suite, long, tool("hyperfine", 600)), /the rest is unexplained/);
  });

  it("gives no verdict on agreement below six repeats, and says so first", () => {
    const few = (one: SyntheticTool) => ({ ...one, ratios: one.ratios.slice(0, 2) });
    const text = pageOf(few(suite), few(tool("mitata", 35)));
    assert.match(text, /> \*\*Note:\*\* 2 of the 6 repeats/);
    assert.doesNotMatch(text, /differ beyond chance/);
  });

  it("keeps what a file says text", () => {
    const evil = "</td><script>|x`";
    const file = JSON.parse(
      JSON.stringify(syntheticToolFile([suite, { tool: "hyperfine", ratios: [null] }])).replaceAll(
        /"not installed[^"]*"|"1\.0\.34"/g,
        JSON.stringify(evil),
      ),
    ) as ToolFile;
    assert.doesNotMatch(againstPage(file, "against.json"), /<script/);
  });
});
