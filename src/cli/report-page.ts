/** results/report.html: its script is bundled, its style sheet read, and both handed to the report, which does no I/O. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { comparesBuilds } from "../core/comparison/build-pairs.ts";
import { type FlameGraph, reportDocument } from "../report/html/report-document.ts";
import type { ReportInput } from "../report/input.ts";
import { projectRoot } from "../run/project.ts";
import type { PageFiles } from "./page-files.ts";

export const reportFile = "report.html";

const pageFolder = path.join(projectRoot, "src", "page");
/** In the order in which they apply. */
const styleSheets = ["base", "tables", "controls", "case", "narrow-and-print"];

/**
 * The page by its name, or nothing for a run of builds, whose page has no cases of fresh against shared. `made` are the
 * run's other pages with their pictures, `evidence` the pages beside them, whose flame graphs are shown.
 */
export async function reportPage(
  input: ReportInput,
  made: ReadonlyMap<string, string>,
  evidence: readonly PageFiles[] = [],
): Promise<Map<string, string>> {
  if (comparesBuilds(input.run.header.runtimes)) return new Map();
  const text = await reportDocument(input, {
    script: await pageScript(),
    style: styleSheets
      .map((name) => readFileSync(path.join(pageFolder, "style", `${name}.css`), "utf8"))
      .join(""),
    pictures: made,
    flameGraphs: evidence.flatMap(flameGraphsOf),
  });
  return new Map([[reportFile, text]]);
}

/** Those of profiles/ that their page shows at once: all that it links would be half of a file that is to be sent. */
function flameGraphsOf({ text, pictures }: PageFiles): FlameGraph[] {
  return [...text.matchAll(/^!\[([^\]]*)\]\((profiles\/[^)]+\.svg)\)$/gm)].flatMap(([, title, name]) => {
    const svg = pictures.get(name!);
    return svg === undefined ? [] : [{ title: title!, svg }];
  });
}

/** The modules of src/page/ and the few that they share with the report, as one script; minified, as the page is to be sent. */
async function pageScript(): Promise<string> {
  // A tenth of a second, which only the commands that write the page should wait for.
  const { rolldown } = await import("rolldown");
  // From here, wherever the command was given: the bundle names its modules by their paths.
  const bundle = await rolldown({
    cwd: projectRoot,
    input: path.join(pageFolder, "main.ts"),
    platform: "browser",
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  return inScript(`/* Bundled and minified from src/page/main.ts. */\n${output[0].code}`);
}

/** A script's text may not have what ends its element, in any of its strings. */
function inScript(code: string): string {
  const found = /<\/script|<!--/i.exec(code);
  if (found) {
    throw new Error(
      `write the page's script: it has "${found[0]}", which would end it; write that string in src/page/ in two parts`,
    );
  }
  return code;
}
