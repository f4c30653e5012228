/** The picture of every operation: what is written on it, and what its legend says of it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, openPage, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);
const fragment = "#case=node%2Fnode%3Ahttps%2Fbundle%2Frequest";

describe("report.html's chart of every operation", { skip: withoutBrowser }, () => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    it(`has no word beyond its edge, ${viewport.width} px wide, and squares in its legend`, async () => {
      const { page } = await openPage(at.browser, at.made.url(fragment), { viewport });
      await page.setInputFiles("#raw-file", at.made.jsonl);
      await page.locator(".raw-chart").waitFor();
      const seen = await page.evaluate(() => {
        const chart = document.querySelector(".raw-chart svg")!;
        const { left, right } = chart.getBoundingClientRect();
        const cut = [...chart.querySelectorAll("text")].filter((text) => {
          const box = text.getBoundingClientRect();
          return box.left < left || box.right > right;
        });
        const legend = chart.closest(".chart-place")!.previousElementSibling!;
        const shapes = [...legend.querySelectorAll("svg > *")].map(({ tagName }) => tagName);
        return { cut: cut.map(({ textContent }) => textContent), shapes };
      });
      assert.deepEqual(seen, { cut: [], shapes: ["rect", "rect", "rect", "rect"] });
    });
  }
});
