/** results/report.html as it is published, which has far more in it than the page of a run for a test. */
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { resultsFolder } from "../../run/project.ts";
import { launchBrowser, openFolds, openPage, withoutBrowser } from "./browser-page.ts";

const address = pathToFileURL(path.join(resultsFolder, "report.html")).href;
const ofCase = `${address}#case=bun%2Fnode%3Atls%2Fbundle%2Frequest`;
/** A4 between margins of a centimetre, in CSS pixels. */
const paper = { width: 718, height: 1047 };
const phone = { width: 390, height: 844 };

let browser: Browser;
before(async () => {
  if (withoutBrowser === false) browser = await launchBrowser();
});
after(() => browser?.close());

/** What is wider than the page, in words. */
function widerThanPage(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("table, pre, svg, img, canvas, p")]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map(
        (one) => `${one.tagName} in ${one.closest("section, #case")?.id}: ${one.textContent?.slice(0, 40)}`,
      ),
  );
}

describe("the published report.html", { skip: withoutBrowser }, () => {
  it("opens without a request or a word on the console", async (context) => {
    const { page, complaints } = await openPage(browser, address);
    const readyMs = await page.evaluate(() => performance.now());
    context.diagnostic(`could be used ${Math.round(readyMs)} ms after it was asked for`);
    assert.match((await page.textContent("#answers"))!, /Node [\d.]+: create [\d,]+ \(node:tls\)/);
    assert.deepEqual(complaints, []);
  });

  it("is as wide as the paper, so that a browser prints it in its own size", async () => {
    const { page } = await openPage(browser, ofCase, { viewport: paper });
    await openFolds(page);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await widerThanPage(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= paper.width);
  });

  it("has letters in its pictures on a phone that can be read", async () => {
    const { page } = await openPage(browser, address, { viewport: phone });
    const sizes = await page.evaluate(() =>
      [...document.querySelectorAll<SVGSVGElement>("#headline svg.picture")].map((svg) => {
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        return scale * Number.parseFloat(svg.querySelector("text")!.getAttribute("font-size")!);
      }),
    );
    assert.ok(sizes.length > 0);
    assert.deepEqual(
      sizes.filter((size) => size < 9),
      [],
    );
  });

  for (const viewport of [{ width: 1280, height: 900 }, phone]) {
    it(`has no button on a command, ${viewport.width} px wide`, async () => {
      const { page } = await openPage(browser, ofCase, { viewport });
      const overlaps = await page.evaluate(() =>
        [...document.querySelectorAll("#case .command")].map((one) => {
          const [box, button] = ["pre", "button"].map((name) =>
            one.querySelector(name)!.getBoundingClientRect(),
          );
          const across = Math.min(box!.right, button!.right) - Math.max(box!.left, button!.left);
          const down = Math.min(box!.bottom, button!.bottom) - Math.max(box!.top, button!.top);
          return across > 0 && down > 0;
        }),
      );
      assert.ok(overlaps.length > 1);
      assert.ok(!overlaps.includes(true));
    });
  }
});

describe("the published report.html, read", { skip: withoutBrowser }, () => {
  it("has the commands that run it again before anything is scrolled, on a desktop", async () => {
    const { page } = await openPage(browser, address);
    const bottom = await page.evaluate(
      () => document.querySelector("#answers pre")!.getBoundingClientRect().bottom,
    );
    assert.ok(bottom <= 900, `${bottom}`);
  });

  it("breaks no name in the heading of a column", async () => {
    const { page } = await openPage(browser, address);
    await openFolds(page);
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll("th code")]
        .filter((code) => code.getClientRects().length > 1 && !/[\s-]/.test(code.textContent))
        .map(({ textContent }) => textContent),
    );
    assert.deepEqual(broken, []);
  });
});
