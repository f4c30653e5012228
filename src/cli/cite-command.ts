/** `ctxcost cite`: a number of a run as one line of markdown, with all that has to stand beside it. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { analyseRun } from "../core/analyse-run.ts";
import { type Context, comparedContexts } from "../core/model.ts";
import { type Citable, citables } from "../report/citation.ts";
import { whyNotMeasured } from "../report/not-measured.ts";
import { localFolder, projectRoot, resultsFolder, runsFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { publishedRunFile } from "./generated-files.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";
import { unknownCase } from "./unknown-case.ts";
import { wordsOf } from "./word-list.ts";

interface CiteOptions {
  readonly against?: Context[];
  readonly base?: string;
}

export function addCiteCommand(program: Command): void {
  program
    .command("cite")
    .description(
      "print one line of markdown for a number: value, interval, n, versions, CPU, a link to its row",
    )
    .argument("<run>", "a run's id, a results file, or `published`")
    .argument("<case>", "e.g. deno/node:tls/bundle/request: fresh ÷ shared; with /CONTEXT, the time under it")
    .option(
      "--against <context>",
      "what fresh is divided by (default: shared, or shared-options where there is no shared)",
      wordsOf("--against", comparedContexts),
    )
    .option("--base <url>", "where the project's files can be read, before the path of the link", address)
    .addHelpText(
      "after",
      `
Examples:
  npm run -s ctxcost -- cite published deno/node:tls/bundle/request
  npm run -s ctxcost -- cite published node/undici/bundle/request --against distinct
  npm run -s ctxcost -- cite published bun/fetch/bundle/request/fresh --base https://github.com/OWNER/ctxcost/blob/COMMIT`,
    )
    .action(async (run: string, id: string, options: CiteOptions) => {
      console.log(await citation(run, id, options));
    });
}

async function citation(word: string, id: string, { base, against }: CiteOptions): Promise<string> {
  const file = fileOf(word);
  const run = await loadAloud(file);
  const results = analyseRun(run);
  const found = wanted(citables(run, results), id, against, whyNotMeasured(id, results));
  const isPublished = existsSync(path.join(resultsFolder, "published.json")) && file === publishedRunFile();
  const folder = isPublished ? resultsFolder : path.join(localFolder, run.header.runId);
  const relative = linkTo(folder, projectRoot);
  if (base === undefined) {
    console.error(
      isPublished
        ? "the link is relative to the project; --base gives the address before it"
        : `the link goes into ${relative}/, which git ignores: nobody else can follow it, and --base is refused; ` +
            "link to a run that is published",
    );
    return found.text(relative);
  }
  if (!isPublished) {
    throw new UsageError(
      `--base ${base}: the tables of ${word} are in ${relative}/, which git ignores: no address leads there; expected the published run, or leave --base out`,
    );
  }
  return found.text(`${base.replace(/\/$/, "")}/${relative}`);
}

/** Without `--against` the first that there is of the usual ones; an arm has only its time. */
function wanted(
  all: readonly Citable[],
  id: string,
  against: readonly Context[] | undefined,
  whyNot: string | null,
): Citable {
  const own = all.filter((one) => one.id === id);
  if (own.length === 0 && whyNot !== null) throw new UsageError(`cite ${id}: ${whyNot}`);
  if (own.length === 0) throw unknownCase("cite", id, idsLike(id, all));
  const orders: readonly (Context | null)[] = against ?? ["shared", "shared-options", null];
  const found = orders.map((one) => own.find(({ denominator }) => denominator === one)).find((one) => one);
  if (found) return found;
  const there = own.map(({ denominator }) => denominator ?? "no ratio, as it is one arm");
  throw new UsageError(
    `--against ${against?.join(",") ?? "shared"}: not measured for ${id}; there is ${there.join(", ")}`,
  );
}

function fileOf(word: string): string {
  if (word === "published") return publishedRunFile();
  const places = [word, ...[".jsonl.gz", ".jsonl"].map((ending) => path.join(runsFolder, word + ending))];
  const file = places.find((one) => existsSync(one));
  if (file !== undefined) return path.resolve(file);
  throw new UsageError(
    `cite ${word}: no such run; expected \`published\`, a results file, or the id of a run in results/runs`,
  );
}

/** Those of a ratio, or of a time where a context was named. */
function idsLike(id: string, all: readonly Citable[]): string[] {
  const isArm = id.split("/").length > 4;
  return all.filter(({ denominator }) => isArm === (denominator === null)).map((one) => one.id);
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    `--base ${text}: expected an address, e.g. https://github.com/OWNER/ctxcost/blob/COMMIT`,
  );
}
