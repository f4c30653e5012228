/** How the page looks and reads: axe-core's rules, no width but the window's, in light and dark, on paper. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { cacheFolder } from "../../run/project.ts";
import { browserTests, openFolds, openPage, withoutBrowser } from "./browser-page.ts";

const fragment = "#case=node%2Fnode%3Ahttps%2Fbundle%2Frequest";
const windows = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
};
/** To be looked at by a person; nothing compares them. */
const screenshots = path.join(cacheFolder, "screenshots");

const at = browserTests(syntheticReportRun);
before(() => {
  mkdirSync(screenshots, { recursive: true });
});

async function openEverything(page: Page): Promise<void> {
  await page.setInputFiles("#raw-file", at.made.jsonl);
  await page.locator(".raw-chart").waitFor();
  await openFolds(page);
}

interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly places: readonly string[];
}

/** By axe-core, which is injected: that is what the policy is set aside for, here alone. */
async function faultsOf(page: Page): Promise<Fault[]> {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(readFileSync(axe, "utf8"));
  return page.evaluate(async () => {
    type Result = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
    const { axe } = window as unknown as { axe: { run(): Promise<Result> } };
    const { violations } = await axe.run();
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      places: nodes.map(({ html }) => html.slice(0, 200)),
    }));
  });
}

describe("report.html for whoever sees it, or does not", { skip: withoutBrowser }, () => {
  for (const [name, viewport] of Object.entries(windows)) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`is no wider than a ${name} in ${colorScheme} mode`, async () => {
        const { page, complaints } = await openPage(at.browser, at.made.url(fragment), {
          viewport,
          colorScheme,
        });
        await page.screenshot({ path: path.join(screenshots, `${name}-${colorScheme}-case.png`) });
        await openEverything(page);
        await page.screenshot({ path: path.join(screenshots, `${name}-${colorScheme}.png`), fullPage: true });
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wider <= 0, `${wider} pixels wider than the window`);
        assert.deepEqual(complaints, []);
      });
    }
  }

  for (const [name, colorScheme] of [
    ["desktop", "dark"],
    ["phone", "light"],
  ] as const) {
    it(`has no serious fault on a ${name} in ${colorScheme} mode, by axe-core`, async () => {
      const options = { viewport: windows[name], colorScheme, bypassCSP: true };
      const { page } = await openPage(at.browser, at.made.url(fragment), options);
      await openEverything(page);
      const faults = await faultsOf(page);
      const serious = faults.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(serious, []);
    });
  }

  it("prints whole: what is folded is open, what cannot be pressed on paper is gone", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url(fragment));
    // Before the browser comes to anything else: it prints what is there at once.
    const isThere = await page.evaluate(() => {
      window.dispatchEvent(new Event("beforeprint"));
      return document.querySelector('[aria-label="Every process"] tbody tr') !== null;
    });
    assert.ok(isThere);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("details:not([open])").count(), 0);
    for (const gone of ["#filters", "#drop", "nav", "button.copy"]) {
      assert.equal(await page.locator(gone).first().isHidden(), true, gone);
    }
    assert.ok((await page.pdf()).length > 50_000);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    assert.ok((await page.locator("details:not([open])").count()) > 0);
    assert.deepEqual(complaints, []);
  });
});

describe("report.html's parts that are scrolled sideways", { skip: withoutBrowser }, () => {
  it("have a shadow at the edge behind which there is more, and none where all is shown", async () => {
    const { page } = await openPage(at.browser, at.made.url(), { viewport: windows.phone });
    const picture = page.locator("#headline .scroll").first();
    const edge = async () => {
      const box = (await picture.boundingBox())!;
      const clip = { x: box.x + box.width - 4, y: box.y, width: 3, height: 1 };
      return (await page.screenshot({ clip })).toString("base64");
    };
    await picture.scrollIntoViewIfNeeded();
    const more = await edge();
    await picture.evaluate((one) => one.scrollTo(one.scrollWidth, 0));
    assert.notEqual(await edge(), more);
  });
});
