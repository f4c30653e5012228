/** `ctxcost findings`: what in stored measurements deserves a report, the strongest first. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { accusedBuilds, isPublished } from "../core/bug-report/accused-builds.ts";
import { findingsOfMemory, findingsOfRun, strongestFirst } from "../core/findings/find-all.ts";
import type { Finding } from "../core/findings/finding.ts";
import type { Header } from "../core/records.ts";
import {
  type CommittedReport,
  findingsList,
  type ListedFinding,
  reportedText,
  whatToDo,
} from "../report/findings/findings-list.ts";
import { StudyInstead } from "../run/load-run.ts";
import { memorySchemas } from "../run/memory/memory-schema.ts";
import { projectRoot, resultsFolder } from "../run/project.ts";
import { loadStudy } from "../run/study/load-study.ts";
import { publishedRunFile } from "./generated-files.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";

interface FindingsOptions {
  readonly memory?: string;
  readonly json?: true;
}

export function addFindingsCommand(program: Command): void {
  program
    .command("findings")
    .description("list what deserves a report to a runtime's project, the strongest first")
    .argument("[file]", "a results file, or the memory study's (default: the published run)")
    .option("--memory <file>", "a file of the memory study (default: the published one, without a file)")
    .option("--json", "for machines")
    .addHelpText(
      "after",
      `
That fresh costs more than shared is how it is meant, and no finding. None is better than a weak one:
every claim's interval lies beyond a bound that matters. \`bug-report\` writes the report of one.`,
    )
    .action(async (file: string | undefined, options: FindingsOptions) => {
      const listed = [...(await ofRun(file)), ...(await ofMemory(file, options))];
      const order = strongestFirst(listed.map(({ finding }) => finding));
      const sorted = listed.toSorted((a, b) => order.indexOf(a.finding) - order.indexOf(b.finding));
      if (options.json) console.log(JSON.stringify(sorted.map(forMachines), null, 2));
      else console.log([findingsList(sorted), ...closing(sorted, file)].join("\n\n"));
    });
}

/** What is written already, and where what else there is can be found. */
function closing(sorted: readonly ListedFinding[], file: string | undefined): string[] {
  const reported = reportedText(sorted, namesIn("findings", ".md").map(committedReport));
  const versions = file === undefined ? namesIn("versions", ".jsonl.gz") : [];
  const commands = versions.map((name) => `  npm run -s ctxcost -- findings ${name}`);
  return [
    ...(reported === null ? [] : [reported]),
    ...(commands.length === 0
      ? []
      : [["What a later version of a runtime made slower:", ...commands].join("\n")]),
  ];
}

/** Relative to the project, as one would write them. */
function namesIn(folder: string, ending: string): string[] {
  const whole = path.join(resultsFolder, folder);
  if (!existsSync(whole)) return [];
  const names = readdirSync(whole).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => linkTo(path.join(whole, name), projectRoot));
}

function committedReport(name: string): CommittedReport {
  return { path: name, text: readFileSync(path.join(projectRoot, name), "utf8") };
}

/** Or of the memory study, where the file is that. */
async function ofRun(file: string | undefined): Promise<ListedFinding[]> {
  try {
    const run = await loadAloud(file ?? publishedRunFile());
    return listed(findingsOfRun(run), run.header, file);
  } catch (error) {
    if (!(error instanceof StudyInstead) || error.study !== "memory") throw error;
    return ofStudy(file!, file);
  }
}

/** The published study stands beside the published run, and beside no other. */
async function ofMemory(run: string | undefined, { memory }: FindingsOptions): Promise<ListedFinding[]> {
  const published = path.join(resultsFolder, "studies", "memory.jsonl.gz");
  const file = memory ?? (run === undefined && existsSync(published) ? published : undefined);
  return file === undefined ? [] : ofStudy(file, memory);
}

async function ofStudy(file: string, named: string | undefined): Promise<ListedFinding[]> {
  const { study } = await loadStudy(file, "memory", memorySchemas);
  return listed(findingsOfMemory(study), study.header, named);
}

function listed(findings: readonly Finding[], header: Header, file: string | undefined): ListedFinding[] {
  return findings.map((finding) => {
    const unpublished = accusedBuilds(finding, header).filter((one) => !isPublished(one)).length;
    return { finding, file: file ?? null, unpublished };
  });
}

function forMachines(one: ListedFinding) {
  return { ...one.finding, ...whatToDo(one) };
}
