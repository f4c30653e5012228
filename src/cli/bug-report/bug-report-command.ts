/** `ctxcost bug-report`: an issue's body for the project concerned, with a repro that was run. */
import path from "node:path";
import type { Command } from "commander";
import { accusedBuilds, isPublished } from "../../core/bug-report/accused-builds.ts";
import { toleranceOf } from "../../core/bug-report/bound.ts";
import type { Evidence } from "../../core/bug-report/evidence.ts";
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import { caseId } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { checkedText } from "../../report/bug-report/checked-by-hand.ts";
import { claimSentence, titleOf } from "../../report/bug-report/claim-sentence.ts";
import { doubtText, expectationText } from "../../report/bug-report/expectation.ts";
import { findingTable, howMeasured } from "../../report/bug-report/finding-table.ts";
import { newestSentence } from "../../report/bug-report/newest-sentence.ts";
import { noReportReason } from "../../report/bug-report/no-report.ts";
import { type Project, projectOf, projects, projectsFor } from "../../report/bug-report/projects.ts";
import type { ReportParts } from "../../report/bug-report/report-parts.ts";
import type { Repro } from "../../report/bug-report/repro/make-repro.ts";
import { reproOf } from "../../report/bug-report/repro-of.ts";
import { wholePercent } from "../../report/number-text.ts";
import { platformText } from "../../run/bug-report/platform-text.ts";
import { projectRoot } from "../../run/project.ts";
import { UsageError, unknownWord } from "../../run/unknown-word.ts";
import { listenForInterruption } from "../interruption.ts";
import { linkTo } from "../link-to.ts";
import { measureAlone } from "../measure-alone.ts";
import { createProgress } from "../progress.ts";
import { wordsOf } from "../word-list.ts";
import { writeText } from "../write-text.ts";
import { accusedExecutables, type Watch } from "./accused-executables.ts";
import { checkedOutput } from "./checked-output.ts";
import { type Claim, claimableKinds, findClaim, textSha256 } from "./find-claim.ts";

interface BugReportOptions {
  readonly case: string;
  readonly kind?: FindingKind[];
  readonly run?: string;
  readonly project?: string;
  readonly executable?: string[];
  readonly out: string;
  readonly quiet?: true;
}

export function addBugReportCommand(program: Command): void {
  program
    .command("bug-report")
    .description("write an issue's body for the project that a finding concerns, with a repro that was run")
    .requiredOption("--case <id>", "e.g. deno/node:tls/bundle/request (see list)")
    .option(
      "--kind <kind>",
      `what is claimed: ${claimableKinds.join(", ")} (default: the first that the run supports)`,
      wordsOf("--kind", claimableKinds),
    )
    .option("--run <file>", "a results file, or the memory study's (default: the published one)")
    .option(
      "--project <owner/repo>",
      "whose form to fill: the runtime's, or that of the package that the client is (default: by the finding)",
    )
    .option(
      "--executable <path>",
      "the accused build, where the run had it by its path; twice for a regression between two such, the earlier first",
      (value: string, previous: string[] = []) => [...previous, value],
    )
    .requiredOption("--out <file>", "where the body goes")
    .option("--quiet", "no progress; failures only")
    .action(async (options: BugReportOptions) => {
      const named = options.project === undefined ? null : projectNamed(options.project);
      const claim = await findClaim({ ...options, kind: options.kind?.[0] });
      const project = projectToFill(claim.finding, named);
      measureAlone();
      writeText(options.out, await watchedBody(claim, project, options));
      console.log(
        `${options.out}: for https://github.com/${project.repository}/${project.place}; title: ${titleOf(claim.finding)}`,
      );
    });
}

function projectNamed(name: string): Project {
  const found = projects.find(({ repository }) => repository === name);
  if (found) return found;
  throw unknownWord(
    "--project",
    name,
    projects.map(({ repository }) => repository),
  );
}

/** Throws where it is not concerned; and where there is no report, with the reason that `findings` gives. */
function projectToFill(finding: Finding, chosen: Project | null): Project {
  const fitting = projectsFor(finding.of);
  if (chosen !== null && !fitting.includes(chosen)) {
    const names = fitting.map(({ repository }) => repository).join(" or ") || "none that is known here";
    throw new UsageError(
      `--project ${chosen.repository}: it has nothing to do with ${caseId(finding.of)}; expected ${names}`,
    );
  }
  const reason = noReportReason(finding, chosen !== null);
  const project = chosen ?? projectOf(finding);
  if (reason === null && project !== null) return project;
  throw new Error(`no report for ${caseId(finding.of)}: ${reason}`);
}

/** With progress where a version is fetched; a signal ends npm and the repro, and nothing is written. */
async function watchedBody(
  claim: Claim,
  project: Project,
  { executable, quiet }: BugReportOptions,
): Promise<string> {
  const { signal } = listenForInterruption("before the report was written");
  const now = () => performance.now();
  const progress = createProgress({ stream: process.stderr, quiet: quiet === true, now });
  try {
    return await bodyOf(claim, project, executable, { onEvent: progress.onEvent, signal });
  } finally {
    progress.stop();
  }
}

/** Runs the repro; throws, so that nothing is written, where there is none or it does not show the finding. */
export async function bodyOf(
  claim: Claim,
  project: Project,
  named: readonly string[] = [],
  watch: Watch = {},
): Promise<string> {
  const { finding, header, evidence, file } = claim;
  const repro = reproOf(finding, titleOf(finding));
  if ("reason" in repro) throw new Error(`no report for ${caseId(finding.of)}: ${repro.reason}`);
  const builds = accusedBuilds(finding, header);
  const facts = builds.at(-1)!;
  const executables = await accusedExecutables(builds, named, watch);
  // Of a regression the script is given both builds.
  const both = executables.length > 1 ? executables : [];
  const output = await checkedOutput(repro, executables.at(-1)!, both, watch.signal);
  const checked = isPublished(facts) ? checkedText(finding, facts.version) : null;
  const parts: ReportParts = {
    title: titleOf(finding),
    sentence: [claimSentence(finding), ...newestWords(finding, evidence)].join(" "),
    table: findingTable(finding, evidence),
    howMeasured: howMeasured(header, finding),
    expectation: expectationText(finding),
    doubt: doubtText(finding, checked !== null),
    checked,
    runs: { file: nameOf(file), id: header.runId, sha256: textSha256(file) },
    repro: { ...repro, remark: remarkOf(finding, repro) },
    output,
    platform: platformText(project.unameWords),
    runtime: facts.runtime,
    runtimeVersion: versionOf(facts),
    runtimePackage: facts.source.startsWith("pip:") ? facts.source.slice(4).replace("@", " ") : null,
    packages: header.packages,
    operatingSystem: header.machine.operatingSystem,
    subsystem: finding.of.client.replace(/^node:/, ""),
  };
  return project.body(parts);
}

/** In the project by its path; elsewhere by its name alone. */
function nameOf(file: string): string {
  const link = linkTo(file, projectRoot);
  return link.startsWith("..") ? path.basename(file) : link;
}

function remarkOf({ claim }: Finding, { insteadOf }: Repro): string {
  const tolerance =
    "Its figures differ from machine to machine, and from the table's: it says that the problem is there up to " +
    `${wholePercent(toleranceOf(claim))} outside of the table's interval, on the side of what is expected, and not where ` +
    "it finds what is expected.";
  return insteadOf === null ? tolerance : `${insteadOf}. ${tolerance}`;
}

function newestWords({ builds }: Finding, evidence: Evidence | null): string[] {
  return builds && evidence?.newest ? [newestSentence(evidence.newest, builds.base)] : [];
}

/** A build of one's own calls itself by the version that it was made from. */
function versionOf(facts: RuntimeFacts): string {
  const { version, binarySha256 } = facts;
  return isPublished(facts)
    ? version
    : `${version}, not as it was published but a build whose executable has the SHA-256 ${binarySha256}`;
}
