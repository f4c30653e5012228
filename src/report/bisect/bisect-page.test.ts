/** Goldens: `node --test --test-update-snapshots src/report/bisect/bisect-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { bisect } from "../../core/bisect/bisect.ts";
import { askHistory, planOf } from "../../core/bisect/synthetic-history.ts";
import { bisectPage } from "./bisect-page.ts";

describe("bisectPage()", () => {
  it("shows the pair, its interval, the trail with its errors, and what is still possible", async (context) => {
    const history = { levels: [1, 1, 1, 1.2, 1.2, 1.2], broken: [2] };
    const text = bisectPage(await bisect(planOf(history), askHistory(history, 3)), ["ctxcost", "bisect"]);
    const file = path.join(import.meta.dirname, "..", "golden", "bisect.md");
    context.assert.fileSnapshot(text, file, { serializers: [String] });
    assert.match(text, /\*\*It changed between 1\.1\.0 and 1\.3\.0, by more than 5\.00 %\.\*\*/);
    assert.doesNotMatch(text, /Warning/);
    assert.match(text, /Still possible: 2 versions \(`1\.2\.0`, `1\.3\.0`\)/);
  });

  it("names the package where it differs, and warns where it does in the pair", async () => {
    const of = (...packages: string[]) => {
      const history = { levels: [1, 1, 1.2, 1.2], packages };
      return bisect(planOf(history), askHistory(history, 3)).then((result) => bisectPage(result, []));
    };
    const across = await of("undici 7.3.2", "undici 7.3.2", "undici 8.1.1", "undici 8.1.1");
    assert.match(across, /\*\*It changed between 1\.1\.0 and 1\.2\.0, by more than 5\.00 %\.\*\*/);
    assert.match(
      across,
      /\*\*Warning:\*\* .* undici 7\.3\.2 with 1\.1\.0 and undici 8\.1\.1 with 1\.2\.0: the change may be the package's, and not node's/,
    );
    assert.match(across, /1\.0\.0 with undici 7\.3\.2 → 1\.3\.0 with undici 8\.1\.1 /);
    const before = await of("undici 7.3.2", "undici 8.1.1", "undici 8.1.1", "undici 8.1.1");
    assert.match(before, /1\.0\.0 with undici 7\.3\.2 → 1\.3\.0 with undici 8\.1\.1 /);
    assert.doesNotMatch(before, /Warning/);
    const same = await of("undici 8.1.1", "undici 8.1.1", "undici 8.1.1", "undici 8.1.1");
    assert.doesNotMatch(same, /undici/);
  });
});
