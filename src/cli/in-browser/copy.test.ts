/** What the page puts on the clipboard is what the markdown files have, but for the names of their rows. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withoutAnchors } from "../../report/row-anchor.ts";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, copied, openFolds, openPage, shownCells, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);

describe("report.html's copy as markdown", { skip: withoutBrowser }, () => {
  it("gives what the files have, for every table", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    await openFolds(page);
    const files = ["README.md", "node.md", "bun.md", "applications.md"]
      .map((name) => withoutAnchors(at.made.text(name)))
      .join("\n");
    const buttons = await page.locator("section:not(#all-cases):not(#headline) button.copy").all();
    assert.ok(buttons.length >= 15);
    for (const button of buttons) {
      const text = await copied(page, button);
      assert.ok(text.startsWith("| ") && files.includes(text), text);
    }
  });

  it("gives the rows that are shown, in their order", async () => {
    const { page } = await openPage(at.browser, at.made.url("#runtime=node&trust=bundle&sort=wall"));
    const [head, marks, ...rows] = (
      await copied(page, page.locator("#all-cases > .table > button.copy"))
    ).split("\n");
    assert.match(head!, /^\| runtime \| client +\| trust +\|/);
    assert.match(marks!, /^\| :-+ \|/);
    const contexts = rows.map((row) => row.split("|")[5]!.trim());
    assert.deepEqual(contexts, await shownCells(page, "context"));
    assert.match(rows[0]!, /\*\*[\d.]+\*\*.\[/);
  });

  it("gives a case's tables as the runtime's page has their rows", async () => {
    const { page } = await openPage(at.browser, at.made.url("#case=node%2Fnode%3Ahttps%2Fbundle%2Frequest"));
    const text = await copied(page, page.locator("#case .table > button.copy").first());
    const words = (row: string) => row.replaceAll(/ +/g, " ");
    const rows = words(withoutAnchors(at.made.text("node.md"))).split("\n");
    for (const row of text.split("\n").slice(2)) assert.ok(rows.includes(words(row)), row);
  });
});
