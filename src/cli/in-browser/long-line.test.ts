/** A file with one very long line, dropped on results/report.html: the page goes on answering. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, openPage, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);

interface Watched {
  pauses: { longest: number; last: number };
}

/** Sees each time in which the page did nothing else: a timer of 10 ms is that much late. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.pauses = { longest: 0, last: performance.now() };
    setInterval(() => {
      const now = performance.now();
      watched.pauses = { longest: Math.max(watched.pauses.longest, now - watched.pauses.last), last: now };
    }, 10);
  });
}

function longestPause(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Watched).pauses.longest);
}

/** An observation of this run with two million operations, which is as long as a line may be. */
function longObservation(): Buffer {
  const [header, plan, observation] = readFileSync(at.made.jsonl, "utf8").split("\n");
  const numbers = "7,".repeat(2_000_000).slice(0, -1);
  return Buffer.from(
    [header, plan, observation!.replace(/(?<="operationNs":\[)[^\]]*/, () => numbers)].join("\n"),
  );
}

const files: readonly [string, () => Buffer, RegExp][] = [
  ["without an end", () => Buffer.alloc(100 * 2 ** 20, "0,"), /a line is longer than 4194304 characters/],
  ["that was compressed", () => gzipSync(Buffer.alloc(100 * 2 ** 20)), /a line is longer than 4194304 char/],
  ["with two million operations", longObservation, /2,000,006 operations of 1 processes/],
];

describe("report.html with one very long line", { skip: withoutBrowser }, () => {
  for (const [what, bytes, outcome] of files) {
    it(`does not freeze over one ${what}`, async () => {
      const { page, complaints } = await openPage(
        at.browser,
        at.made.url("#case=node%2Fnode%3Ahttps%2Fbundle%2Fcreate"),
      );
      const file = path.join(at.made.folder, "long-line");
      writeFileSync(file, bytes());
      await watch(page);
      await page.setInputFiles("#raw-file", file);
      const status = page.locator("#drop [role=status]").filter({ hasText: outcome });
      await status.waitFor({ timeout: 30_000 });
      // A bound that is asked for: what a person takes for frozen, on a machine that has other things to do.
      const pause = await longestPause(page);
      assert.ok(pause < 2000, `nothing else for ${Math.round(pause)} ms`);
      assert.deepEqual(complaints, []);
    });
  }
});
