import assert from "node:assert/strict";
import { it } from "node:test";
import { everyRepro } from "./repro/synthetic-repros.ts";
import { frequencySection } from "./sections.ts";

it("frequencySection() says that one run was made, and how often each script repeats itself in it", () => {
  assert.match(frequencySection(), /^In the one run below\..* three or five times, .* median\./);
  for (const { name, repro } of everyRepro()) {
    if ("reason" in repro) continue;
    const [rounds] = /(?<=round <= )\d+(?=;)|(?<=\[1, 2, )3(?=\]\.map)/.exec(repro.text) ?? [];
    assert.ok(rounds === "3" || rounds === "5", name);
    assert.match(repro.text, /= median\((ratios|kept)\)|=> median\(readings/, name);
  }
});
