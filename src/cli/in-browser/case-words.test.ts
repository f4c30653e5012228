/** What the page says of a case: of one without a measured arm too, for which no command would do. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { browserTests, openPage, withoutBrowser } from "./browser-page.ts";

const reason = "fetch has no client object: the TLS options go with each call";
const at = browserTests(() =>
  syntheticRun({
    cases: [
      { latencyNs: { fresh: 2_000_000, shared: 1_000_000 }, planned: { timedOperations: 2000 } },
      {
        client: "fetch",
        latencyNs: {},
        planned: { unsupported: (["fresh", "shared"] as const).map((context) => ({ context, reason })) },
      },
    ],
  }),
);

describe("report.html's view of a case without measured arms", { skip: withoutBrowser }, () => {
  it("says that it was not measured, each reason once, and has no counts and no command", async () => {
    const { page, complaints } = await openPage(
      at.browser,
      at.made.url("#case=node%2Ffetch%2Fbundle%2Fcreate"),
    );
    const shown = (await page.textContent("#case"))!;
    assert.match(shown, /Not measured.*Why:fresh, shared: unsupported: /);
    assert.deepEqual(shown.split(reason).length - 1, 1);
    assert.doesNotMatch(shown, /In each process|warm-up|This case alone|npm run/);
    assert.deepEqual(complaints, []);
  });

  it("says what is measured otherwise, and what its command needs", async () => {
    const { page } = await openPage(at.browser, at.made.url("#case=node%2Fnode%3Ahttps%2Fbundle%2Fcreate"));
    const shown = (await page.textContent("#case"))!;
    assert.match(shown, /--counts-from/);
    assert.match(shown, /one first operation, 5 of warm-up, 2,000 timed/);
    assert.match(shown, /Lay the file there, or leave out --counts-from/);
  });
});
