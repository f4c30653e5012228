/** Where the keyboard goes on after a link, after a case was closed, and after the way back. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, eventually, openPage, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);
const ofCase = "#case=node%2Fnode%3Ahttps%2Fbundle%2Frequest";

/** What has the focus: its text, or its name. */
function active(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement!;
    if (focused === document.body) return "nothing";
    return focused.getAttribute("aria-label") ?? (focused.textContent || focused.tagName).trim();
  });
}

function isIn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((one) => document.activeElement!.closest(one) !== null, selector);
}

describe("report.html's links to a place, while rows are filtered or a case is open", {
  skip: withoutBrowser,
}, () => {
  it("take the keyboard along, and can be gone back from", async () => {
    const { page } = await openPage(at.browser, at.made.url("#runtime=node"));
    const before = await page.evaluate(() => window.scrollY);
    await page.locator("nav").getByText("How it was made").focus();
    const start = await page.evaluate(() => window.scrollY);
    await page.keyboard.press("Enter");
    assert.equal(await active(page), "How it was made");
    await page.keyboard.press("Tab");
    assert.ok(await isIn(page, "#environment"), await active(page));
    assert.ok((await page.evaluate(() => window.scrollY)) > before);
    await page.goBack();
    await eventually(async () => assert.equal(await page.evaluate(() => window.scrollY), start));
    assert.match(page.url(), /#runtime=node$/);
    assert.ok(await isIn(page, "nav"), await active(page));
    await page.goForward();
    await eventually(async () => assert.ok(await isIn(page, "#environment")));
  });

  it("leave the keyboard in a case that is opened after them", async () => {
    const { page } = await openPage(at.browser, at.made.url("#runtime=node"));
    await page.locator("nav").getByText("All cases").click();
    await page.locator("#cases tbody tr:not([hidden]) a").first().click();
    // Whatever the browser has to say of that step.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    assert.equal(await active(page), "node/node:https/default/create");
  });

  it("are so in a case too", async () => {
    const { page } = await openPage(at.browser, at.made.url(ofCase));
    await page.getByText("All of the environment").focus();
    await page.keyboard.press("Enter");
    assert.equal(await active(page), "How it was made");
    await page.goBack();
    await eventually(async () => assert.equal(await active(page), "All of the environment"));
    assert.ok(await page.isVisible("#case"));
  });
});

describe("report.html's cases, opened and closed", { skip: withoutBrowser }, () => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    it(`begin at the top of the window, ${viewport.width} px wide`, async () => {
      const { page } = await openPage(at.browser, at.made.url(), { viewport });
      await page.locator("#cases tbody a").nth(3).click();
      const top = await page.evaluate(() => document.querySelector("#case h3")!.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 100, `${top}`);
    });
  }

  it("give the focus back by the way back too", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    await page.locator("#cases tbody a").first().click();
    await page.goBack();
    await eventually(async () => assert.equal(await page.isHidden("#case"), true));
    assert.equal(await active(page), "node:https");
    assert.ok(await isIn(page, "#cases"));
  });

  it("give it to the table where their rows are filtered away", async () => {
    const { page } = await openPage(at.browser, at.made.url(`#runtime=bun&${ofCase.slice(1)}`));
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await active(page), "All cases");
  });
});
