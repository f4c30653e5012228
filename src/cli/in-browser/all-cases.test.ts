/** The page opens from disk, filters and sorts, and keeps its view in its address. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, openPage, shownCells, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);

describe("report.html", { skip: withoutBrowser }, () => {
  it("opens from disk without a request, an error or a word on the console", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url());
    assert.match(await page.title(), /^What creating an HTTPS client costs: Node 1\.2\.3/);
    assert.match((await page.textContent("#count"))!, /^23 of 23 rows/);
    assert.deepEqual(complaints, []);
  });

  it("sorts by number upwards, downwards, and not at all", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    const head = page.locator('th[data-name="wall"]');
    const before = await shownCells(page, "wall");
    const walls = async () =>
      (await shownCells(page, "wall"))
        .filter((text) => text !== "—")
        .map((text) => Number(text.replaceAll(",", "")));
    await head.getByRole("button").click();
    const up = await walls();
    assert.deepEqual(
      up,
      up.toSorted((a, b) => a - b),
    );
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await head.getByRole("button").click();
    assert.deepEqual(await walls(), up.toReversed());
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    assert.equal((await shownCells(page, "wall")).at(-1), "—");
    await head.getByRole("button").click();
    assert.deepEqual(await shownCells(page, "wall"), before);
    assert.equal(await head.getAttribute("aria-sort"), null);
  });

  it("filters by every word of a case, and says so where nothing is left", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    await page.selectOption("#filter-trust", "bundle");
    await page.selectOption("#filter-scenario", "request");
    await page.selectOption("#filter-runtime", "node");
    assert.deepEqual(await shownCells(page, "context"), ["fresh", "shared", "distinct", "reused-client"]);
    await page.selectOption("#filter-outcome", "differs");
    assert.deepEqual(await shownCells(page, "context"), ["shared", "distinct"]);
    await page.fill("#find", "far out");
    assert.deepEqual(await shownCells(page, "context"), ["shared"]);
    await page.fill("#find", "nothing has this");
    assert.deepEqual(await shownCells(page, "context"), []);
    assert.match((await page.textContent("#count"))!, /take a filter away/);
    await page.getByRole("button", { name: "Clear" }).click();
    assert.match((await page.textContent("#count"))!, /^23 of 23/);
  });
});

describe("report.html's rows and address", { skip: withoutBrowser }, () => {
  it("keeps a row for what is unsupported, with the reason", async () => {
    const { page } = await openPage(at.browser, at.made.url("#outcome=unsupported"));
    assert.deepEqual(await shownCells(page, "note"), [
      "unsupported: fetch takes no context object: it ignores secureContext",
    ]);
  });

  it("stays where it is when the last filter is taken away", async () => {
    const { page } = await openPage(at.browser, at.made.url("#runtime=node"));
    await page.evaluate(() => document.querySelector("#filters")!.scrollIntoView());
    const place = await page.evaluate(() => window.scrollY);
    await page.selectOption("#filter-runtime", "");
    assert.ok(place > 100);
    assert.equal(await page.evaluate(() => window.scrollY), place);
  });

  it("shows whoever gets the link what its sender saw", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    await page.selectOption("#filter-runtime", "node");
    await page.fill("#find", "request");
    await page.locator('th[data-name="ratio"] button').click();
    await page.locator("#cases tbody tr:not([hidden]) a").first().click();
    const seen = { rows: await shownCells(page, "wall"), heading: await page.textContent("#case h3") };
    const other = await openPage(at.browser, page.url());
    assert.deepEqual(await shownCells(other.page, "wall"), seen.rows);
    assert.equal(await other.page.textContent("#case h3"), seen.heading);
    assert.equal(await other.page.inputValue("#find"), "request");
    assert.deepEqual(other.complaints, []);
  });

  it("begins at the rows where its link says which, and with a case at that", async () => {
    const { page } = await openPage(at.browser, at.made.url("#trust=mtls"));
    const top = (selector: string) =>
      page.evaluate((one) => document.querySelector(one)!.getBoundingClientRect().top, selector);
    assert.ok((await top("#all-cases")) < 100);
    const other = await openPage(at.browser, at.made.url("#case=node%2Fnode%3Ahttps%2Fmtls%2Frequest"));
    const isSeen = await other.page.evaluate(() => {
      const row = document.querySelector("#cases tr[data-open]")!.getBoundingClientRect();
      const frame = document.querySelector("#cases")!.parentElement!.getBoundingClientRect();
      return row.top >= frame.top && row.bottom <= frame.bottom + 1;
    });
    assert.ok(isSeen, "the case's row is scrolled to within the table");
  });

  it("keeps what is filtered where a link goes to a place of the page", async () => {
    const { page } = await openPage(at.browser, at.made.url("#runtime=node"));
    await page.getByRole("navigation").getByText("How it was made").click();
    assert.match(page.url(), /#runtime=node$/);
    const top = () =>
      page.evaluate(() => document.querySelector("#environment")!.getBoundingClientRect().bottom);
    assert.ok((await top()) <= 901);
    await page.reload();
    assert.deepEqual([...new Set(await shownCells(page, "runtime"))], ["node"]);
  });
});

describe("report.html's table, looked at closely", { skip: withoutBrowser }, () => {
  it("names what a link asks for and this run does not have", async () => {
    const { page } = await openPage(at.browser, at.made.url("#runtime=foo"));
    assert.match((await page.textContent("#count"))!, /take a filter away\. This run has no runtime foo\.$/);
    assert.equal(await page.inputValue("#filter-runtime"), "foo");
    await page.selectOption("#filter-runtime", "node");
    assert.equal(await page.locator("#filter-runtime option").filter({ hasText: "foo" }).count(), 0);
  });

  it("marks the rows of the open case by more than a colour", async () => {
    const { page } = await openPage(at.browser, at.made.url("#case=node%2Fnode%3Ahttps%2Fmtls%2Frequest"), {
      forcedColors: "active",
    });
    const current = page.locator("#cases a[aria-current=true]");
    assert.equal(await current.count(), 2);
    const borders = await page.evaluate(() =>
      ["tr[data-open]", "tr:not([data-open])"].map((row) => {
        const first = document.querySelector(`#cases tbody ${row} > :first-child`)!;
        return getComputedStyle(first).borderLeftWidth;
      }),
    );
    assert.deepEqual(borders, ["4px", "0px"]);
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await current.count(), 0);
  });

  it("leaves its rows where they are while words are typed", async () => {
    const { page } = await openPage(at.browser, at.made.url("#sort=wall"));
    await page.evaluate(() => {
      const moved: number[] = [];
      Object.assign(globalThis, { moved });
      const observer = new MutationObserver((records) => moved.push(records.length));
      observer.observe(document.querySelector("#cases tbody")!, { childList: true });
    });
    await page.locator("#find").pressSequentially("node");
    const moved = () => page.evaluate(() => (globalThis as unknown as { moved: number[] }).moved);
    assert.deepEqual(await moved(), []);
    await page.locator('th[data-name="ratio"] button').click();
    assert.notDeepEqual(await moved(), []);
  });
});
