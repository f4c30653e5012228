import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticRun } from "../core/synthetic-run.ts";
import { rowCitation, rowNames, rowOf } from "./row-citation.ts";

const page = `# Memory

## Held

### Node 26.10.0

| client | trust | fresh, KiB | b\\|c | notes |
| :--- | :--- | ---: | ---: | :--- |
| <a id="held-a"></a>node:tls | bundle | 878 [876, 880] | — | [2] [1] |
| <a id="held-b"></a>undici |  | 3 | 4 | |

1. the first
2. the second

| other | n |
| :--- | ---: |
| <a id="other-a"></a>x | 1 [1] |

1. of the other table

## Left

| client | n |
| :--- | ---: |
| <a id="left-a"></a>Bun, fetch | **1** |
`;

describe("rowOf()", () => {
  it("has headings, names, figures under their columns, and the notes of its own table", () => {
    assert.deepEqual(rowOf(page, "held-a"), {
      headings: ["Memory", "Held", "Node 26.10.0"],
      names: ["node:tls", "bundle"],
      figures: [{ column: "fresh, KiB", text: "878 [876, 880]" }],
      notes: ["the second", "the first"],
    });
    assert.deepEqual(rowOf(page, "other-a")!.notes, ["of the other table"]);
  });

  it("leaves out what a cell does not say, and the headings of another section", () => {
    const row = rowOf(page, "held-b")!;
    assert.deepEqual(row.names, ["undici"]);
    assert.deepEqual(row.figures, [
      { column: "fresh, KiB", text: "3" },
      { column: "b\\|c", text: "4" },
    ]);
    assert.deepEqual(rowOf(page, "left-a")!.headings, ["Memory", "Left"]);
  });

  it("knows no other row", () => {
    assert.equal(rowOf(page, "held"), null);
    assert.deepEqual(rowNames(page), ["held-a", "held-b", "other-a", "left-a"]);
  });
});

describe("rowCitation()", () => {
  const cases = (["node", "bun"] as const).map((runtime) => ({ runtime, latencyNs: { fresh: 1000 } }));
  const { header } = syntheticRun({ cases });
  const cite = (name: string) =>
    rowCitation(rowOf(page, name)!, { header, rounds: 11 }, "results/memory.md", name);

  it("is one line, whose link goes to the row", () => {
    assert.match(
      cite("held-a"),
      /^Memory, Held, Node 26\.10\.0, node:tls, bundle: fresh, KiB 878 \[876, 880\]; note: the second; note: the first \(11 rounds; .+\), \[ctxcost [\w-]+\]\(results\/memory\.md#held-a\)$/,
    );
  });

  it("names the versions that the row does not, of its own runtime where it names one", () => {
    assert.match(cite("left-a"), /: n \*\*1\*\* \(11 rounds; Bun \d\S+; /);
    assert.doesNotMatch(cite("left-a"), /Node/);
  });
});
