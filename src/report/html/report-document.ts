/**
 * results/report.html: one file that opens from disk, with a policy that lets it fetch nothing and run nothing but its
 * own script. What it says is rendered from the same markdown as the other pages.
 */
import { applicationsPage } from "../applications.ts";
import { styleSheet } from "../charts/chart-style.ts";
import { controlsTable } from "../controls.ts";
import { environment } from "../environment.ts";
import { howToRead } from "../how-to-read.ts";
import { type ReportInput, runtimeTitle } from "../input.ts";
import { link, list, page, plain } from "../markdown.ts";
import { incompleteness, occasion } from "../pages.ts";
import { overviewPicture } from "../pictures.ts";
import { shortHeadlines } from "../readme-block.ts";
import { runtimePage } from "../runtime-page.ts";
import { allCasesTable } from "./all-cases-table.ts";
import { answers } from "./answers.ts";
import { embedded } from "./embedded.ts";
import { escapeHtml } from "./escape.ts";
import { inlineSvg, pictureTitle } from "./inline-svg.ts";
import { pageData } from "./page-data.ts";
import { MarkdownRenderer } from "./render-markdown.ts";

export interface FlameGraph {
  readonly title: string;
  readonly svg: string;
}

export interface DocumentParts {
  /** The page's script and style sheet, as they will stand in it. */
  readonly script: string;
  readonly style: string;
  /** Pictures by the path that the pages' markdown names. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly flameGraphs: readonly FlameGraph[];
}

export async function reportDocument(input: ReportInput, parts: DocumentParts): Promise<string> {
  const markdown = new MarkdownRenderer(parts.pictures);
  const style = `${styleSheet()}\n${parts.style}`;
  const body = sections(input, parts, markdown).filter((section) => section !== null);
  const data = embedded(pageData(input, markdown.tables));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${await policy(parts.script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What creating an HTTPS client costs: ${occasion(input)}</title>
<style>${style}</style>
</head>
<body>
${body.join("\n")}
<script type="application/gzip;base64" id="data">${data}</script>
<script>${parts.script}</script>
</body>
</html>
`;
}

/** Nothing is fetched, framed or sent; `data:` is for pictures that are shown as images. */
async function policy(script: string, style: string): Promise<string> {
  return [
    "default-src 'none'",
    `script-src 'sha256-${await sha256(script)}'`,
    `style-src 'sha256-${await sha256(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

type Section = string | null;

function sections(input: ReportInput, parts: DocumentParts, markdown: MarkdownRenderer): Section[] {
  return [
    banner(input, markdown, parts.flameGraphs.length > 0),
    "<main>",
    section("answers", "In short", `<div class="answers">${answerBlocks(input, markdown)}</div>`),
    section(
      "headline",
      "A TLS context for every client, and one shared by all",
      markdown.block(page(overviewPicture(input), shortHeadlines(input))),
    ),
    casesSection(input, markdown),
    flameSection(parts.flameGraphs),
    ...input.run.header.runtimes.map((facts) =>
      section(
        facts.runtime,
        `Everything about ${runtimeTitle(facts)}`,
        folded(
          "All its arms, pairs, stages and warnings",
          withoutTitle(runtimePage(input, facts)),
          markdown,
          1,
        ),
      ),
    ),
    section(
      "applications",
      "What a client costs an application, and what to change",
      folded("At 10, 100 and 1,000 clients a second", withoutTitle(applicationsPage(input)), markdown, 1),
    ),
    section(
      "floor",
      "The floor",
      markdown.block(controlsTable(input, input.run.header.runtimes) ?? "", { label: "The floor" }),
    ),
    section("reading", "How to read it", markdown.block(howToRead(input))),
    section(
      "environment",
      "How it was made",
      markdown.block(environment(input.run, input.results), { label: "Runtimes" }),
    ),
    evidenceSection(input, markdown),
    "</main>",
  ];
}

function banner(input: ReportInput, markdown: MarkdownRenderer, hasFlameGraphs: boolean): string {
  const { header } = input.run;
  const origin =
    `${occasion(input)}. Run ${plain(header.runId)}; raw rounds: ${link(input.rawFileFromProject, input.rawFile)}. ` +
    "Written by `ctxcost`; the file needs no network.";
  const contents = [
    ["answers", "In short"],
    ["headline", "Headline"],
    ["all-cases", "All cases"],
    ...(hasFlameGraphs ? [["flame-graphs", "Flame graphs"]] : []),
    ...header.runtimes.map((facts) => [facts.runtime, runtimeTitle(facts)]),
    ["applications", "Applications"],
    ["floor", "The floor"],
    ["reading", "How to read it"],
    ["environment", "How it was made"],
    ...((input.evidence ?? []).length > 0 ? [["evidence", "Beside this page"]] : []),
  ].map(([id, title]) => `<li><a href="#${id}">${escapeHtml(title!)}</a></li>`);
  return `<header>
<h1>What creating an HTTPS client costs</h1>
${markdown.block(page(origin, incompleteness(input)))}
<nav aria-label="Contents"><ul>${contents.join("")}</ul></nav>
</header>`;
}

/** One block a question, so that they can stand side by side. */
function answerBlocks(input: ReportInput, markdown: MarkdownRenderer): string {
  return answers(input)
    .split(/^(?=### )/m)
    .map((block) => `<div>${markdown.block(block)}</div>`)
    .join("\n");
}

function section(id: string, title: string, body: string): string {
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escapeHtml(title)}</h2>\n${body}\n</section>`;
}

function folded(title: string, text: string, markdown: MarkdownRenderer, deeper = 0): string {
  if (text.trim() === "") return "";
  return `<details><summary>${escapeHtml(title)}</summary>\n${markdown.block(text, { deeper })}</details>`;
}

function withoutTitle(text: string): string {
  return text.replace(/^# .*\n/, "");
}

function casesSection(input: ReportInput, markdown: MarkdownRenderer): string {
  return section(
    "all-cases",
    "All cases",
    `<noscript><p>Without its script the page cannot filter, sort or show a case's rounds; everything else is here.</p></noscript>
<form id="filters" hidden></form>
<p id="count" role="status"></p>
<p class="skip"><a href="#after-cases">Skip the table</a></p>
${allCasesTable(input.results, markdown)}
<div id="after-cases" tabindex="-1"></div>
<div id="case" role="region" aria-label="One case" hidden></div>
<div id="drop" hidden></div>`,
  );
}

function flameSection(flameGraphs: readonly FlameGraph[]): Section {
  if (flameGraphs.length === 0) return null;
  const figures = flameGraphs.map(({ title, svg }) => {
    const shown = `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(title)}">${inlineSvg(svg, pictureTitle(svg) ?? title)}</div>`;
    return `<figure><figcaption>${escapeHtml(title)}</figcaption>${shown}</figure>`;
  });
  return section("flame-graphs", "Flame graphs", figures.join("\n"));
}

function evidenceSection({ evidence = [] }: ReportInput, markdown: MarkdownRenderer): Section {
  if (evidence.length === 0) return null;
  const lines = evidence.map(({ name, title }) => `${link(name, name)}: ${title}`);
  return section(
    "evidence",
    "Beside this page",
    markdown.block(page("In the folder that this file comes from:", list(lines))),
  );
}
