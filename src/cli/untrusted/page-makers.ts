/**
 * Everything that is made of a stranger's file, by the lines of such a file and the way from it to the pages. A new one is a
 * line in this list.
 */
import { syntheticToolFile } from "../../core/against/synthetic-tools.ts";
import { separateChanges } from "../../core/comparison/separate-changes.ts";
import { syntheticBuilds } from "../../core/comparison/synthetic-builds.ts";
import { syntheticMemoryFile } from "../../core/memory/synthetic-memory.ts";
import { mergeResults } from "../../core/merge/merge-results.ts";
import { mergeRunOf } from "../../core/merge/merge-run.ts";
import { type SyntheticArm, syntheticProfileFile } from "../../core/profile/synthetic-profile.ts";
import type { Run, StudyName } from "../../core/records.ts";
import { syntheticScale } from "../../core/scale/synthetic-scale.ts";
import { syntheticService, syntheticServiceCase, usualPhase } from "../../core/service/synthetic-service.ts";
import type { StudyFile, StudyPlan } from "../../core/study-records.ts";
import { failing } from "../../core/synthetic-run.ts";
import { againstPage } from "../../report/against/against-page.ts";
import { changesPage } from "../../report/comparison/changes-page.ts";
import { repeatPage } from "../../report/comparison/repeat-page.ts";
import { reportDocument } from "../../report/html/report-document.ts";
import { memoryPage } from "../../report/memory/memory-page.ts";
import { mergePage } from "../../report/merge/merge-page.ts";
import { pages, summary } from "../../report/pages.ts";
import { profilePage } from "../../report/profile/profile-page.ts";
import { scalePage } from "../../report/scale/scale-page.ts";
import { selftestPage } from "../../report/selftest/selftest-page.ts";
import { syntheticSelftestRuns } from "../../report/selftest/synthetic-selftest-runs.ts";
import { servicePage } from "../../report/service/service-page.ts";
import type { PagePlace, StudyPage } from "../../report/study-page.ts";
import { reportOf, syntheticReportRun } from "../../report/synthetic-report.ts";
import { versionsPage } from "../../report/versions/versions-page.ts";
import { loadToolFile } from "../../run/against/tool-schema.ts";
import { loadRun } from "../../run/load-run.ts";
import { memorySchemas } from "../../run/memory/memory-schema.ts";
import { profileSchemas } from "../../run/profile/profile-schema.ts";
import { scaleSchemas } from "../../run/scale/scale-schema.ts";
import { serviceSchemas } from "../../run/service/service-schema.ts";
import { loadStudy } from "../../run/study/load-study.ts";
import type { StudySchemas } from "../../run/study/study-schema.ts";

/** Texts by their file's name. */
export type Pages = ReadonlyMap<string, string>;

export interface PageMaker {
  readonly name: string;
  /** Of a file that has one of everything. */
  readonly records: () => readonly unknown[];
  /** Loads the file. Throws where it may not be loaded. */
  readonly make: (file: string) => Promise<Pages>;
  /** Why a file that is valid may still have no such page. */
  readonly refusal?: RegExp;
}

const place: PagePlace = { rawFile: "studies/raw.jsonl.gz", projectFolder: ".." };

/** Of the pages of a run, and of the one for the browser. */
export async function runPages(run: Run): Promise<Pages> {
  const report = reportOf(run);
  const made = await pages(report);
  const html = await reportDocument(report, { script: "", style: "", pictures: made, flameGraphs: [] });
  return new Map([...made, ["summary.md", summary(report)], ["report.html", html]]);
}

function ofRun(name: string, run: () => Run, make: (run: Run) => Promise<Pages>): PageMaker {
  return {
    name,
    records: () => recordsOf(run()),
    make: async (file) => make((await loadRun(file)).run),
  };
}

export function recordsOf({ header, checks, plan, observations, finish }: Run): unknown[] {
  return [header, ...checks, plan, ...observations, ...(finish ? [finish] : [])];
}

function ofStudy<Plan extends StudyPlan, Value>(
  name: StudyName,
  schemas: StudySchemas<Plan, Value>,
  study: () => StudyFile<Plan, Value>,
  page: (study: StudyFile<Plan, Value>, place: PagePlace) => Promise<StudyPage>,
): PageMaker {
  return {
    name,
    records() {
      const { header, plan, readings, finish } = study();
      return [header, plan, ...readings, ...(finish ? [finish] : [])];
    },
    async make(file) {
      const loaded = await loadStudy(file, name, schemas);
      return pagesOf(await page(loaded.study, place));
    },
  };
}

function pagesOf({ text, pictures }: StudyPage): Pages {
  return new Map([["page.md", text], ...pictures]);
}

function builds(): Run {
  return syntheticBuilds({
    builds: ["24.1.0", "22.9.0", "26.10.0"].map((version) => ({ build: `node@${version}`, version })),
    cases: [{ client: "node:tls", scenario: "request" }, { client: "undici" }],
    contexts: ["fresh", "shared"],
    latencyNs: (build, _, round) =>
      1e6 * (build === 2 ? 1.2 : 1) * (1 + 0.001 * ((round * (build + 3)) % 13)),
    observe: (one, build) =>
      build === 1 && one.armId.includes("undici") && one.status === "valid"
        ? failing(one, "exited with `7`: no | more")
        : one,
  });
}

/** The order of versions is by their names, which are the stranger's: they are as fast as each other, and fail alike. */
function versions(): Run {
  return syntheticBuilds({
    builds: ["24.1.0", "22.9.0"].map((version) => ({ build: `node@${version}`, version })),
    cases: [{ client: "node:tls", scenario: "request" }, { client: "undici" }],
    contexts: ["fresh", "shared"],
    latencyNs: (_build, _case, round) => 1e6 * (1 + 0.001 * round),
    observe: (one) =>
      one.armId.includes("undici") && one.status === "valid"
        ? failing(one, "exited with `7`: no | more")
        : one,
  });
}

const failures = { 2: "ECONNRESET", 5: "a | b" };

const profiled: SyntheticArm = {
  stacks: (round) => [
    { stack: "run bench/operations.ts > createSecureContext node:internal/tls/common", samples: 700 + round },
    { stack: "run bench/operations.ts > other bench/other.ts", samples: 200 },
    { stack: "(idle)", samples: 90 },
  ],
  cpuNs: (round) => 4e6 + 1000 * round,
};

export const pageMakers: readonly PageMaker[] = [
  ofRun("a run's pages and report.html", checkedRun, runPages),
  ofRun("a page of builds", builds, async (run) => pages(reportOf(run))),
  ofRun("versions", versions, async (run) => pagesOf(await versionsPage(run, place))),
  ofRun("compare", checkedRun, async (run) => new Map([["compare.md", comparison(run)]])),
  {
    ...ofRun("repeat", checkedRun, async (run) => new Map([["repeat.md", repeatPage(file(run), file(run))]])),
    refusal: /^compare the ratios of two runs: expected some/,
  },
  ofRun("merge", checkedRun, async (run) => new Map([["merge.md", merged(run)]])),
  ofRun("merge of builds", builds, async (run) => new Map([["merge.md", merged(run)]])),
  ofRun("selftest", selftest, async (run) => new Map([["selftest.md", selftestPage([file(run)])]])),
  ofStudy("memory", memorySchemas, memory, memoryPage),
  ofStudy("scale", scaleSchemas, scale, scalePage),
  ofStudy("service", serviceSchemas, service, servicePage),
  ofStudy("profile", profileSchemas, profile, profilePage),
  {
    name: "against",
    records: () => [
      syntheticToolFile([
        { tool: "ctxcost", ratios: [2, 3, null] },
        { tool: "hyperfine", ratios: [null] },
      ]),
    ],
    make: async (tools) => new Map([["against.md", againstPage(loadToolFile(tools), "against.json")]]),
  },
];

function file(run: Run) {
  return { run, rawFile: "runs/raw.jsonl.gz" };
}

/** With a failed premise, a missing runtime and a warning, and one in six of its rounds. */
function checkedRun(): Run {
  const of = { runtime: "node", client: "node:https", trust: "bundle", context: "fresh" } as const;
  return syntheticReportRun({
    rounds: 6,
    header: {
      warnings: ["the load is `1.5` before the start"],
      missingRuntimes: [
        { runtime: "deno", reason: "not installed" },
        { runtime: "python", reason: "no `httpx`" },
      ],
      setEnvironment: { A: "b" },
      scrubbedEnvironment: ["HTTP_PROXY"],
    },
    rest: { checks: [{ kind: "check", ...of, premise: "refuses", passed: false, detail: "it answered" }] },
  });
}

/** With another machine's that is like it, so that everything is pooled. */
function merged(run: Run): string {
  const runs = ["one", "two"].map((file) => mergeRunOf(run, { file, digests: [] }));
  return mergePage(mergeResults(runs), { rawFile: "merge.jsonl", projectFolder: ".." });
}

function comparison(run: Run): string {
  const changes = separateChanges(run, run, { acceptedSpread: null, threshold: 0 });
  const [baseName, headName] = run.header.commandLine as [string, string];
  return changesPage({
    changes,
    baseName,
    headName,
    threshold: 0,
    acceptedSpread: null,
    warnings: run.header.warnings,
  });
}

function selftest(): Run {
  return syntheticSelftestRuns()[1]!;
}

function memory() {
  return syntheticMemoryFile([
    { mode: "hold", bytes: 640_000 },
    { mode: "hold", context: "shared", bytes: 45_000, failed: [2] },
    { mode: "growth", bytes: 40 },
    { mode: "growth", client: "node:tls", bytes: 300 },
  ]);
}

function scale() {
  const cost = (slope: number) => (caCount: number) => 300 + slope * caCount;
  return syntheticScale({
    cases: [
      {
        cost: { fresh: cost(35), shared: cost(0) },
        unsupported: [{ context: "distinct", reason: "it takes no `context`" }],
      },
      { client: "undici", scenario: "request", cost: { fresh: cost(30) } },
    ],
  });
}

function service() {
  return syntheticService({
    cases: [
      syntheticServiceCase(),
      syntheticServiceCase({
        client: "undici",
        arms: ["fresh", "shared-options", "control"],
        notShared: "no `object`",
      }),
    ],
    phase: (step) => (step.round === 2 ? { ...usualPhase(step), errors: failures } : usualPhase(step)),
  });
}

function profile() {
  const cases = [{ of: { runtime: "node" }, before: profiled, after: profiled }] as const;
  return syntheticProfileFile({ cases });
}
