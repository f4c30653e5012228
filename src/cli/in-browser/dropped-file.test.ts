/** A run's file that is dropped on results/report.html, in a real browser. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { syntheticReportRun } from "../../report/synthetic-report.ts";
import { browserTests, folderOf, openPage, withoutBrowser } from "./browser-page.ts";

const at = browserTests(syntheticReportRun);

/** As a person drops it: an event with a file, anywhere on the page. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<string> {
  const text = bytes.toString("base64");
  const transfer = await page.evaluateHandle(
    ({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
      return transfer;
    },
    { name, text },
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  return status(page, new RegExp(`^(?:Read )?${name}: `));
}

async function status(page: Page, until: RegExp): Promise<string> {
  const place = page.locator("#drop [role=status]").filter({ hasText: until });
  return (await place.textContent({ timeout: 60_000 }))!;
}

/**
 * Has the page note what is said whenever it comes to another task than the reading's. Not by a timer, which waits for
 * 4 ms at least: on a fast machine the whole file is read in a hundred.
 */
async function noteStatuses(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: string[] = [];
    Object.assign(globalThis, { noted });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      noted.push(document.querySelector("#drop [role=status]")?.textContent ?? "");
      port2.postMessage(null);
    };
    port2.postMessage(null);
  });
}

const fragment = "#case=node%2Fnode%3Ahttps%2Fbundle%2Frequest";

describe("report.html with its run's file", { skip: withoutBrowser }, () => {
  for (const compressed of [false, true]) {
    it(`draws every operation of a case, from a file ${compressed ? "as it is published" : "as it was written"}`, async () => {
      const { page, complaints } = await openPage(at.browser, at.made.url(fragment));
      assert.match((await page.textContent("#case"))!, /is drawn here once run\.jsonl has been dropped/);
      const bytes = readFileSync(at.made.jsonl);
      // Named as if it were not compressed: the name says nothing.
      const text = await drop(page, "any.name", compressed ? gzipSync(bytes) : bytes);
      // 22 arms of 13 rounds; two processes failed.
      assert.match(text, /any\.name: 4,544 operations of 286 processes, of this run\. Each case/);
      const painted = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>(".raw-chart canvas")!;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, index) => index % 4 === 3 && value > 0).length;
      });
      assert.ok(painted > 100, `${painted} pixels`);
      await page.getByText("The operations of one round as numbers").click();
      await page.selectOption("#raw-round", "4");
      const rows = page.getByRole("group", { name: "Operations of round 4" }).locator("tbody tr");
      assert.equal(await rows.count(), 16);
      assert.deepEqual(complaints, []);
    });
  }

  it("says what is wrong with another file, and keeps what it has", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url(fragment));
    const text = readFileSync(at.made.jsonl, "utf8");
    assert.match(
      await drop(
        page,
        "a.jsonl",
        Buffer.from(text.replaceAll("20261124-1530-00000007", "20200101-0000-00000000")),
      ),
      /^Read a\.jsonl: it is the run 20200101-0000-00000000, and this page shows 20261124-1530-00000007/,
    );
    assert.match(await drop(page, "b.png", Buffer.from([0x89, 0x50, 0, 1])), /^Read b\.png: /);
    assert.match(await drop(page, "c.gz", gzipSync(text).subarray(0, 500)), /^Read c\.gz: /);
    assert.match(await drop(page, "d.jsonl", Buffer.from("")), /the file is empty/);
    assert.equal(await page.locator(".raw-chart").count(), 0);
    // The last line is torn where a run was interrupted; what is before it is there.
    assert.match(await drop(page, "e.jsonl", Buffer.from(text.slice(0, -40))), /did not come to its end/);
    assert.equal(await page.locator(".raw-chart").count(), 1);
    assert.deepEqual(complaints, []);
  });
});

describe("report.html's answer to a file that is dropped at its top", { skip: withoutBrowser }, () => {
  const isInWindow = (page: Page) =>
    page.evaluate(() => {
      const { top, bottom } = document.querySelector("#drop [role=status]")!.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });

  it("is seen there, what is wrong and what came of it, until it is sent away", async () => {
    const { page, complaints } = await openPage(at.browser, at.made.url());
    await drop(page, "b.png", Buffer.from([0x89, 0x50, 0, 1]));
    assert.ok(await isInWindow(page));
    await drop(page, "run.jsonl", readFileSync(at.made.jsonl));
    assert.ok(await isInWindow(page));
    await page.locator("#find").focus({ timeout: 1000 });
    await page.evaluate(() => window.scrollTo(0, 0));
    const dismiss = page.getByRole("button", { name: "Dismiss" });
    await dismiss.click();
    assert.equal(await dismiss.isVisible(), false);
    assert.equal(await isInWindow(page), false);
    assert.equal(await page.evaluate(() => document.activeElement!.id), "find");
    assert.deepEqual(complaints, []);
  });
});

describe("report.html with a file of a million operations", { skip: withoutBrowser }, () => {
  it("answers while it reads, and draws them", async () => {
    const timedOperations = 39_000;
    const cases = [{ latencyNs: { fresh: 2_000_000, shared: 1_000_000 }, planned: { timedOperations } }];
    const large = folderOf(syntheticRun({ cases }));
    try {
      const { page, complaints } = await openPage(
        at.browser,
        large.url("#case=node%2Fnode%3Ahttps%2Fbundle%2Fcreate"),
      );
      await noteStatuses(page);
      await page.setInputFiles("#raw-file", large.jsonl);
      assert.match(await status(page, /operations of/), /1,014,156 operations of 26 processes/);
      const noted = await page.evaluate(() => (globalThis as unknown as { noted: string[] }).noted);
      const during = noted.filter((one) => /^Reading run\.jsonl: \d+ %$/.test(one));
      assert.ok(during.length > 1, [...new Set(noted)].join(" | "));
      assert.equal(await page.locator(".raw-chart canvas").count(), 1);
      assert.deepEqual(complaints, []);
    } finally {
      large.remove();
    }
  });
});
