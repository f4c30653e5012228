/** The reference runtime beside the others: what was published for it, and how to get it where it is missing. */
import { isReference, type RuntimeName } from "../core/model.ts";
import type { Header } from "../core/records.ts";
import type { ReportInput } from "./input.ts";
import { link, page, sentence } from "./markdown.ts";

const names: Partial<Record<RuntimeName, string>> = { python: "Python with httpx" };
const loopScript = "docs/by-hand/httpx-loop.py";
/** The page of a run of the reference alone. */
export const wholePage = "httpx.md";
const findingsPage = "docs/findings.md";

/** Behind a heading. */
export function referenceMark(runtime: RuntimeName): string {
  return isReference(runtime) ? ", the reference" : "";
}

/** What the measured figures are to stand beside: of another machine, another OpenSSL, another certifi. */
export function publishedFigures({ projectFolder }: Pick<ReportInput, "projectFolder">): string {
  const script = link(loopScript, `${projectFolder}/${loopScript}`);
  return (
    "Where the question began, to stand beside the others. Published for httpx, of another machine: 26.6 ms → 46 µs a " +
    "client by sharing (*create*, `default`), and 12.2 ± 0.6 × for a loop of 100 clients as a whole process, " +
    `which ${script} runs here; what it said is in ${link(findingsPage, `${projectFolder}/${findingsPage}`)}.`
  );
}

/** Beside the others not all of it is measured; see arms-beside-others.ts in src/run/reference. */
export function partOfReference({ run, evidence = [] }: Pick<ReportInput, "run" | "evidence">): string {
  if (run.header.runtimes.every(({ runtime }) => isReference(runtime))) return "";
  const isThere = evidence.some(({ name }) => name === wholePage);
  const where = isThere ? `in ${link(wholePage, wholePage)}, by` : "by";
  return ` Beside the others a part of it is measured; every client under every trust and context is ${where} \`make bench-python\`.`;
}

/** A sentence on each runtime that a study would have measured; a reference's reason says how to get it. */
export function missingTexts({ missingRuntimes }: Pick<Header, "missingRuntimes">): string[] {
  return missingRuntimes.map(
    ({ runtime, reason }) =>
      `${names[runtime] ?? runtime}${referenceMark(runtime)}, is not measured: ${sentence(reason)}`,
  );
}

/** A section for each reference that the run would have measured, had it been installed. */
export function missingReferences(missing: Header["missingRuntimes"]): string[] {
  return missing
    .filter(({ runtime }) => isReference(runtime))
    .map(({ runtime, reason }) =>
      page(
        `### ${names[runtime] ?? runtime}, the reference`,
        `Not measured in this run: ${sentence(reason)}.`,
      ).trimEnd(),
    );
}
