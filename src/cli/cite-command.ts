/** `ctxcost cite`: a number of a run as one line of markdown, with all that has to stand beside it. */
import type { Command } from "commander";
import { type Citable, measuredArms } from "../report/citable.ts";
import { whyNotMeasured } from "../report/not-measured.ts";
import { UsageError } from "../run/unknown-word.ts";
import { type CitedPlace, citedRow } from "./cited-row.ts";
import { type CitedRun, citedRun, folderFromProject, isThere } from "./cited-run.ts";
import { storedFile } from "./stored-run.ts";
import { unknownCase } from "./unknown-case.ts";

interface CiteOptions {
  /** A context or a build: which there are the run says. */
  readonly against?: string;
  readonly base?: string;
}

export function addCiteCommand(program: Command): void {
  program
    .command("cite")
    .description(
      "print one line of markdown for a number: value, interval, n, versions, CPU, a link to its row",
    )
    .argument(
      "<run>",
      "`published`, a results file, a run's id as its page prints it, or a study: memory, scale, service, profile",
    )
    .argument(
      "<case>",
      "e.g. deno/node:tls/bundle/request: fresh ÷ shared; with /CONTEXT, the time under it; " +
        "of a study, the name of a row, with which the link to it ends",
    )
    .option(
      "--against <word>",
      "what it is divided by: of a case, a context (default: shared, or shared-options where there is no " +
        "shared); of a build's time, an earlier build, for the change from one to the other",
    )
    .option("--base <url>", "where the project's files can be read, before the path of the link", address)
    .addHelpText(
      "after",
      `
Examples:
  npm run -s ctxcost -- cite published deno/node:tls/bundle/request
  npm run -s ctxcost -- cite published node/undici/bundle/request \\
    --against distinct
  npm run -s ctxcost -- cite published bun/fetch/bundle/request/fresh \\
    --base https://github.com/OWNER/ctxcost/blob/COMMIT

Of a run that compares builds or versions, a time, and the change from another:
  npm run -s ctxcost -- cite results/versions/deno.jsonl.gz \\
    deno@2.8.3/node:tls/bundle/request/fresh
  npm run -s ctxcost -- cite results/versions/deno.jsonl.gz \\
    deno@2.8.3/node:tls/bundle/request/fresh --against 2.7.14

Of a study, a row of its page:
  npm run -s ctxcost -- cite memory held-node-node-tls-bundle

The line is all that stdout has; what is to be known of its link is on stderr.`,
    )
    .action(async (run: string, id: string, options: CiteOptions) => {
      console.log(await citation(run, id, options));
    });
}

async function citation(word: string, id: string, options: CiteOptions): Promise<string> {
  const { file, study } = await storedFile(word);
  if (!study) return citationOfRun(word, await citedRun(file), id, options);
  if (options.against !== undefined) {
    throw new UsageError(`--against ${options.against}: a row of a study is cited as it is; leave it out`);
  }
  return linked(word, await citedRow(study, file, id), options.base);
}

function citationOfRun(word: string, cited: CitedRun, id: string, { base, against }: CiteOptions): string {
  const found = wanted(cited, id, against);
  const isShown = isThere(cited.folder, cited.run.header.runId, found.row);
  const place = {
    isPublished: cited.isPublished,
    folder: folderFromProject(cited),
    page: found.row.page,
    makePage: isShown ? null : cited.makePages,
    text: found.text,
  };
  return linked(word, place, base);
}

function linked(word: string, place: CitedPlace, base: string | undefined): string {
  const { isPublished, folder, text } = place;
  if (base === undefined) {
    console.error(linkText(place));
    return text(folder);
  }
  if (!isPublished) {
    throw new UsageError(
      `--base ${base}: the tables of ${word} are in ${folder}/, which git ignores: no address leads there; ` +
        "expected a run that is published, or leave --base out",
    );
  }
  return text(`${base.replace(/\/$/, "")}/${folder}`);
}

function linkText({ isPublished, folder, page, makePage }: CitedPlace): string {
  if (isPublished) return "the link is relative to the project; --base gives the address before it";
  const ignored =
    `the link goes into ${folder}/, which git ignores: nobody else can follow it, and --base is refused; ` +
    "link to a run that is published";
  if (makePage === null) return ignored;
  return `${ignored}\n${folder}/${page} does not show this run yet; to make it: ${makePage}`;
}

/** Without `--against` the first that there is of the usual ones; an arm has its time. */
function wanted(cited: CitedRun, id: string, against: string | undefined): Citable {
  const own = cited.citables.filter((one) => one.id === id);
  if (own.length === 0) throw noSuchRow(cited, id);
  const orders = against === undefined ? ["shared", "shared-options", null] : [against];
  const found = orders.map((one) => own.find((each) => isAgainst(each, one))).find((one) => one);
  if (found) return found;
  throw notAgainst(cited, id, against ?? "shared", own);
}

/** Of a build its version is enough. */
function isAgainst({ against }: Citable, word: string | null): boolean {
  return against === word || (word !== null && against?.endsWith(`@${word}`) === true);
}

function notAgainst(cited: CitedRun, id: string, word: string, own: readonly Citable[]): UsageError {
  const there = own.flatMap(({ against }) => against ?? []);
  if (there.length > 0) {
    return new UsageError(`--against ${word}: not measured for ${id}; there is ${there.join(", ")}`);
  }
  const why = cited.comparesBuilds ? "it is the build that others are compared with" : "it is one arm";
  return new UsageError(`--against ${word}: not measured for ${id}; there is no ratio, as ${why}`);
}

function noSuchRow(cited: CitedRun, id: string): UsageError {
  const { citables, results, comparesBuilds } = cited;
  const isCase = id.split("/").length < 5;
  const shownIn = `${folderFromProject(cited)}/${cited.mainPage}`;
  const whyNot = whyNotMeasured(id, results);
  if (whyNot !== null) {
    return new UsageError(`cite ${id}: ${whyNot}${comparesBuilds ? `; all rows: ${shownIn}` : ""}`);
  }
  if (comparesBuilds) {
    if (measuredArms(results).has(id)) {
      return new UsageError(
        `cite ${id}: it has no row in ${shownIn}, as no other build was measured with it`,
      );
    }
    const ids = citables.map((one) => one.id);
    return unknownCase(
      "cite",
      id,
      ids,
      `the run compares builds: a row is of one of them; all rows: ${shownIn}`,
    );
  }
  const alike = citables.filter(({ against }) => isCase === (against !== null));
  return unknownCase(
    "cite",
    id,
    alike.map((one) => one.id),
  );
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    `--base ${text}: expected an address, e.g. https://github.com/OWNER/ctxcost/blob/COMMIT`,
  );
}
