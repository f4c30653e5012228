/** A results file may be a stranger's: whatever its strings are, they do nothing on the page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import type { Run } from "../../core/records.ts";
import { hostileReportRun } from "../../report/synthetic-report.ts";
import { browserTests, openFolds, openPage, withoutBrowser } from "./browser-page.ts";

const evil =
  '</td></script><script>alert(1)</script><!--<img src=x onerror=alert(2)>|x`y`\n\n# [z](javascript:alert(3)) <a href="javascript:alert(4)">w</a> "';

/** Evil wherever a results file may have any text. The client's name is in cases, in links and in every arm's id. */
function hostileRun(): Run {
  const run = hostileReportRun(evil);
  const quoted = JSON.stringify(evil).slice(1, -1);
  const text = JSON.stringify(run).replaceAll("exited with code 7", quoted).replaceAll("node:https", quoted);
  return JSON.parse(text.replaceAll("Synthetic CPU", quoted).replaceAll("SyntheticSSL 1.0", quoted)) as Run;
}

const at = browserTests(hostileRun);

describe("a hostile results file", { skip: withoutBrowser }, () => {
  it("is text in every part of the page", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url());
    const links = page.locator("#cases tbody tr:not([hidden]) a");
    assert.match((await links.first().textContent())!, /<script>alert\(1\)<\/script>/);
    await links.first().click();
    await openFolds(page);
    assert.match((await page.textContent("#case h3"))!, /^node\/<\/td><\/script><script>alert/);
    const foreign = "main img, main iframe, script:not([type]):not(:last-of-type), a[href^='javascript']";
    assert.equal(await page.locator(foreign).count(), 0);
    assert.equal(await page.locator("script").count(), 2);
    assert.deepEqual(complaints, []);
  });

  it("is text in the view of a case after it was dropped", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url());
    await page.locator("#cases tbody tr:not([hidden]) a").last().click();
    await page.setInputFiles("#raw-file", {
      name: `${evil}.jsonl`,
      mimeType: "",
      buffer: readFileSync(at.made.jsonl),
    });
    await page.locator("#drop [role=status]").filter({ hasText: "operations of" }).waitFor();
    await page.setInputFiles("#raw-file", {
      name: evil,
      mimeType: "",
      buffer: Buffer.from(`{"kind":${JSON.stringify(evil)}}`),
    });
    await page.locator("#drop [role=status]").filter({ hasText: "expected" }).waitFor();
    assert.match((await page.textContent("#drop"))!, /got <\/td><\/script><script>alert/);
    assert.deepEqual(complaints, []);
  });

  it("cannot be the address of the page", async () => {
    const words = new URLSearchParams({ case: evil, find: evil, sort: evil, runtime: evil });
    const { page, complaints } = await openPage(at.browser, at.made.url(`#${words}`));
    assert.match((await page.textContent("#case h3"))!, /<script>/);
    assert.deepEqual(complaints, []);
  });
});

describe("the page's policy", { skip: withoutBrowser }, () => {
  it("lets nothing run or be parsed that the page was not written with", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url());
    const refused = await page.evaluate(() => {
      const script = document.createElement("script");
      script.append("document.title = 'run'");
      document.body.append(script);
      try {
        document.body.innerHTML = "<b>x</b>";
        return "written";
      } catch (error) {
        return String(error);
      }
    });
    assert.match(refused, /TrustedHTML/);
    assert.notEqual(await page.title(), "run");
    assert.match(complaints.join("\n"), /will not be executed/);
  });

  it("fetches nothing", async () => {
    const { page } = await openPage(at.browser, at.made.url());
    const outcome = page.evaluate(() =>
      fetch("data:text/plain,x").then(
        () => "fetched",
        () => "refused",
      ),
    );
    assert.equal(await outcome, "refused");
  });
});
