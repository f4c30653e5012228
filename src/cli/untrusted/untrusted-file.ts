/** For tests: lines as the file that a stranger sends, and whether what it does is what may become of one. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";
import type { PageMaker, Pages } from "./page-makers.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-untrusted-"));
after(() => rmSync(folder, { recursive: true }));

/** One after the other: they are overwritten. */
export function written(content: string | Uint8Array, name = "stranger.jsonl"): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

export function linesOf(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The pages, or null where the file was refused in words that tell what to look at. */
export async function pagesOrReason(
  { make, refusal }: Pick<PageMaker, "make" | "refusal">,
  file: string,
): Promise<Pages | null> {
  try {
    return await make(file);
  } catch (error) {
    if (!refusal?.test((error as Error).message)) expectReason(error, file);
    return null;
  }
}

/** What is wrong with the whole of a file, and not with a line of it. */
const ofTheWhole =
  /: (?:empty; expected|no plan line|it is (?:a run|the study))|^read (?:the results file |\S+: .*; expected what )/;

function expectReason(error: unknown, file: string): void {
  // An error of a program that went wrong, and not one that it was written to give.
  assert.equal((error as Error).constructor, Error, (error as Error).stack ?? String(error));
  const { message } = error as Error;
  assert.ok(message.includes(file), `no file in: ${message}`);
  assert.ok(
    ofTheWhole.test(message) || /, line \d+(?:, field \S|: )|, field \S/.test(message),
    `neither line nor field in: ${message}`,
  );
  assert.ok(message.length < 2000, `${message.length} characters`);
  assert.doesNotMatch(message, /(?![\n])[\p{Cc}\p{Bidi_Control}]/u, JSON.stringify(message));
}

/** Numbers of a file that is valid become numbers on its pages, and fields that are absent are not named. */
export function expectSense(pages: Pages): void {
  for (const [name, text] of pages) {
    if (name.endsWith(".cpuprofile")) continue;
    const nonsense = /\b(?:NaN|undefined|\[object Object\])\b|Infinity/.exec(
      name.endsWith(".html") ? visible(text) : text,
    );
    const around = nonsense && text.slice(Math.max(0, nonsense.index - 60), nonsense.index + 60);
    assert.equal(nonsense, null, `${name}: ${around}`);
    assert.doesNotMatch(
      text,
      /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u,
      `${name} holds what is obeyed or hidden`,
    );
  }
}

function visible(html: string): string {
  return html.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, "");
}
