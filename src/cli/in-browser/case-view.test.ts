/** One case on the page: its rounds, its failures, its command, by mouse and by keyboard. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, eventually, openPage, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);

describe("report.html's view of a case", { skip: withoutBrowser }, () => {
  const fragment = "#case=node%2Fnode%3Ahttps%2Fmtls%2Frequest";

  it("has every round, what failed, what the server counted, and the command", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url(fragment));
    const shown = (await page.textContent("#case"))!;
    assert.match(shown, /run --runtime node --client node:https --trust mtls --scenario request --rounds 13/);
    assert.match(shown, /shared: 11 of 13 rounds are valid/);
    const rounds = page.getByRole("group", { name: "Every round" }).locator("tbody tr");
    assert.equal(await rounds.count(), 13);
    assert.match((await rounds.first().textContent())!, /^1[\d,]+failed—$/);
    await page.getByText("All processes of this case").click();
    const processes = page.getByRole("group", { name: "Every process" }).locator("tbody tr");
    await eventually(async () => assert.equal(await processes.count(), 26));
    assert.match((await page.textContent("#case"))!, /failed: exited with code 7: Error: no more \| memory/);
    assert.equal(await page.locator("#case svg.chart").count(), 2);
    assert.deepEqual(complaints, []);
  });

  it("opens by the keyboard, closes by Escape, and gives the focus back", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    await page.locator("#cases tbody a").first().focus();
    await page.keyboard.press("Enter");
    const active = () => page.evaluate(() => document.activeElement?.textContent);
    assert.equal(await active(), "node/node:https/default/create");
    await page.keyboard.press("Escape");
    assert.equal(await page.isHidden("#case"), true);
    assert.equal(await active(), "node:https");
    await page.goBack();
    await eventually(async () => assert.equal(await page.isVisible("#case"), true));
  });

  it("says where the run has no such case", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url("#case=node%2F%3Cb%3E"));
    assert.match((await page.textContent("#case"))!, /node\/<b>.*no such case/);
    assert.deepEqual(complaints, []);
  });
});
