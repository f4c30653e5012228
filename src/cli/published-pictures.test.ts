/** The pictures beside the published tables: wide enough for their words, no wider than GitHub, and of no other figures. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { resultsFolder } from "../run/project.ts";

/** What GitHub's column has for a picture; a wider one is made smaller, with its letters. */
const githubWidth = 838;
const folder = path.join(resultsFolder, "pictures");
const files = readdirSync(folder).filter((name) => name.endsWith(".svg"));
const text = (file: string) => readFileSync(file, "utf8");

describe("the pictures in results/", () => {
  for (const name of files) {
    it(`${name} has its whole words, and fits`, () => {
      const svg = text(path.join(folder, name));
      const width = Number(/^<svg [^>]*?width="([\d.]+)"/.exec(svg)![1]);
      assert.ok(width <= githubWidth, `${width} px wide`);
      assert.doesNotMatch(svg.replace(/<title>.*?<\/title>/, ""), /…/, "a label is cut");
    });
  }

  it("has a page that shows or links each", () => {
    const pages = readdirSync(resultsFolder).filter((name) => name.endsWith(".md"));
    const all = pages.map((name) => text(path.join(resultsFolder, name))).join("\n");
    const kept = ["pictures", "profiles"].flatMap((name) =>
      readdirSync(path.join(resultsFolder, name)).map((file) => `${name}/${file}`),
    );
    assert.deepEqual(
      kept.filter((file) => !all.includes(`(${file})`)),
      [],
    );
  });

  const ofTimes = files.filter((name) => /^(?:times|versions)-/.test(name));
  assert.ok(ofTimes.length > 0);
  for (const name of ofTimes) {
    it(`${name} says no time that the table on its page does not say`, () => {
      const runtime = /-(\w+)\.svg$/.exec(name)![1]!;
      const page = name.startsWith("times") ? `${runtime}.md` : name.replace(".svg", ".md");
      const rows = text(path.join(resultsFolder, page)).replaceAll(/!\[[^\]]*\]/g, "");
      const title = /<title>(.*?)<\/title>/.exec(text(path.join(folder, name)))![1]!;
      const figures =
        title.match(name.startsWith("times") ? /(?<=[a-z] )[\d,.]*\d(?=;|$)/g : /(?<= )[\d,.]*\d(?= µs)/g) ??
        [];
      assert.ok(figures.length > 5, title);
      const missing = figures.filter(
        (figure) => !new RegExp(`(?<![\\d.,])${figure}(?![\\d,]|\\.\\d)`).test(rows),
      );
      assert.deepEqual(missing, []);
    });
  }
});
