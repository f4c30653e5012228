/** For tests: results/report.html of a run, opened from disk in a real browser. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { Run } from "../../core/records.ts";
import { chromiumMissing, chromiumVariable, findChromium } from "../../run/machine/chromium.ts";
import { projectRoot } from "../../run/project.ts";

const executablePath = findChromium();

/** Why these tests cannot run here, or false. In CI they are never skipped. */
export const withoutBrowser: string | false =
  executablePath === null && !process.env.CTXCOST_NEEDS_CHROMIUM && `chromium ${chromiumMissing}`;

export async function launchBrowser(): Promise<Browser> {
  if (executablePath === null) {
    throw new Error(`start chromium: /usr/bin/chromium is not there; install it, or set ${chromiumVariable}`);
  }
  const { chromium } = await import("playwright-core");
  // Chromium's sandbox refuses the superuser, which CI is.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

export interface RunFolder {
  readonly folder: string;
  readonly jsonl: string;
  /** The address of the page, with this fragment. */
  url(fragment?: string): string;
  text(name: string): string;
  remove(): void;
}

export function jsonLines({ header, plan, checks, observations, finish }: Run): string {
  const records = [header, ...checks, plan, ...observations, ...(finish ? [finish] : [])];
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The run as a file, with the pages that `tables` makes of it. */
export function folderOf(run: Run): RunFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-page-"));
  const jsonl = path.join(folder, "run.jsonl");
  writeFileSync(jsonl, jsonLines(run));
  const words = ["src/cli/launch.js", "tables", jsonl, "--out", folder];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: projectRoot, encoding: "utf8" });
  if (status !== 0) throw new Error(`make the pages of a run for a test: ${stderr}`);
  return {
    folder,
    jsonl,
    url: (fragment = "") => pathToFileURL(path.join(folder, "report.html")).href + fragment,
    text: (name) => readFileSync(path.join(folder, name), "utf8"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A browser and the pages of one run, for all tests of a file. */
export interface BrowserTests {
  readonly browser: Browser;
  readonly made: RunFolder;
}

/** Has them made before the tests of a file, and ended after; they are there from the first test on. */
export function browserTests(run: () => Run): BrowserTests {
  let browser: Browser;
  let made: RunFolder;
  before(async () => {
    if (withoutBrowser !== false) return;
    browser = await launchBrowser();
    made = folderOf(run());
  });
  after(async () => {
    await browser?.close();
    made?.remove();
  });
  return {
    get browser() {
      return browser;
    },
    get made() {
      return made;
    },
  };
}

export interface OpenPage {
  readonly page: Page;
  /** What should never be: messages on the console, errors, dialogs, requests but for the page itself. */
  readonly complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== url.replace(/#.*/, "")) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  return { page, complaints };
}

/** The values of a column in the rows of the cases that are shown. */
export function shownCells(page: Page, column: string): Promise<string[]> {
  return page.evaluate((name) => {
    const heads = [...document.querySelectorAll<HTMLElement>("#cases thead th")];
    const index = heads.findIndex((head) => head.dataset.name === name);
    const rows = [...document.querySelectorAll<HTMLTableRowElement>("#cases tbody tr:not([hidden])")];
    return rows.map((row) => row.cells[index]!.textContent ?? "");
  }, column);
}

/** Opens whatever is folded. The browser says so later, and what is inside is made when it has. */
export async function openFolds(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const closed = [...document.querySelectorAll("details")].filter((details) => !details.open);
    const opened = closed.map((details) => new Promise((resolve) => (details.ontoggle = resolve)));
    for (const details of closed) details.open = true;
    await Promise.all(opened);
  });
}

const nothingCopied = "nothing was copied";

/** What is on the clipboard after this button has been pressed, which the page writes when the press is over. */
export async function copied(page: Page, button: Locator): Promise<string> {
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate((text) => navigator.clipboard.writeText(text), nothingCopied);
  await button.click();
  await eventually(async () => assert.notEqual(await read(), nothingCopied));
  return read();
}

/** Asks until it holds: what a page does after an event is done when the browser comes to it. */
export async function eventually(holds: () => Promise<void>, patienceMs = 20_000): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await setTimeout(20);
  }
}
