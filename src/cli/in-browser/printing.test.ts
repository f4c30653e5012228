/** The page on paper, printed from a window that is wider. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, openPage, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);
const fragment = "#case=node%2Fnode%3Ahttps%2Fbundle%2Frequest";
/** A4 between margins of a centimetre, in CSS pixels. */
const paperWidth = 718;

async function openWithRaw(): Promise<Page> {
  const { page } = await openPage(at.browser, at.made.url(fragment));
  await page.setInputFiles("#raw-file", at.made.jsonl);
  await page.locator(".raw-chart").waitFor();
  return page;
}

/** Says so to the page, and measures before it comes to anything else, as a browser prints. */
function chartWidths(page: Page, event: "beforeprint" | "afterprint"): Promise<number[]> {
  return page.evaluate((type) => {
    window.dispatchEvent(new Event(type));
    return [...document.querySelectorAll("#case .chart")].map((one) => one.getBoundingClientRect().width);
  }, event);
}

describe("report.html, printed from a wide window", { skip: withoutBrowser }, () => {
  it("draws a case's charts anew, no wider than the paper, and as they were after it", async () => {
    const page = await openWithRaw();
    const onPaper = await chartWidths(page, "beforeprint");
    assert.equal(onPaper.length, 3);
    assert.ok(Math.max(...onPaper) <= paperWidth, onPaper.join(", "));
    assert.deepEqual(await chartWidths(page, "afterprint"), [900, 900, 900]);
  });

  it("makes a chart smaller where the paper has less room still, its points with it", async () => {
    const page = await openWithRaw();
    await page.emulateMedia({ media: "print" });
    const outside = await page.evaluate(() => {
      document.querySelector<HTMLElement>("#case")!.style.width = "400px";
      return [...document.querySelectorAll(".chart-place")].flatMap((place) => {
        const { right } = place.getBoundingClientRect();
        const parts = [...place.querySelectorAll("svg, canvas")];
        return parts
          .filter((part) => part.getBoundingClientRect().right > right + 1)
          .map((one) => one.tagName);
      });
    });
    assert.deepEqual(outside, []);
  });

  it("has no word that is of the screen alone, and tables with letters that can be read", async () => {
    const page = await openWithRaw();
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByText("A client's name opens its case").isVisible(), false);
    assert.equal(await page.isVisible("#raw-round"), true);
    const seen = await page.evaluate(() => ({
      edge: getComputedStyle(document.querySelector("#raw-round")!).borderTopWidth,
      sizes: [...document.querySelectorAll(":not(#cases) > * > tr > *")].map((cell) =>
        Number.parseFloat(getComputedStyle(cell).fontSize),
      ),
    }));
    assert.equal(seen.edge, "0px");
    assert.ok(Math.min(...seen.sizes) >= 9.5, `${Math.min(...seen.sizes)}`);
  });
});
