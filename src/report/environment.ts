/** On what, with what and how the numbers were made, and how to make them again. */
import { buildName } from "../core/model.ts";
import type { Finish, Header, Resume, Run } from "../core/records.ts";
import type { RunResults, TimeSpent } from "../core/results.ts";
import { code, fence, list, page, plain, sentence, table } from "./markdown.ts";
import { clock, countText, numberText, percent } from "./number-text.ts";
import { anchorName } from "./row-anchor.ts";
import { shellWord } from "./shell-word.ts";

/** Where a page has several runs, the names of the rows are told apart by the machine's. */
export function environment(
  { header, resumes = [] }: Pick<Run, "header" | "resumes">,
  results: RunResults,
  machine = "",
): string {
  const time = [...resumes.map(resumeText), timeText(results)].join("\n\n");
  return occasion(header, time, "The same run again:", machine);
}

/** A run that was stopped and went on is one run; what may have changed meanwhile is for the reader to judge. */
function resumeText({
  stoppedAt,
  resumedAt,
  gapNs,
  observationsBefore,
  loadAverage,
  warnings,
}: Resume): string {
  const hurts = warnings.map((warning) => `; before it went on: ${sentence(warning)}`).join("");
  return (
    `> **Note:** the run was stopped after ${countText(observationsBefore)} observations, at ${plain(stoppedAt)}, and ` +
    `went on at ${plain(resumedAt)}, ${clock(gapNs)} (min:s) later, at a load of ${loadAverage.map(numberText).join(", ")}; ` +
    `a round of a case that had been cut short was measured again as a whole${hurts}`
  );
}

/** Of a study, which may say in its own words where its time went. */
export function studyEnvironment(header: Header, finish: Finish | null, time = tookText(finish)): string {
  return occasion(header, time, "The same again:");
}

function tookText(finish: Finish | null): string {
  return finish ? `It took ${clock(finish.elapsedNs)} (min:s).` : "It did not come to its end.";
}

function occasion(header: Header, time: string, again: string, machine = ""): string {
  return page(
    runtimesTable(header, machine),
    list([...machineLines(header), ...fixture(header), ...software(header), ...environmentVariables(header)]),
    ...header.warnings.map((warning) => `> **Warning:** ${sentence(warning)}`),
    time,
    again,
    fence(commandText(header), "sh"),
  ).trimEnd();
}

function runtimesTable({ runtimes, missingRuntimes }: Header, machine: string): string {
  const rows = table(
    runtimes,
    [
      { heading: "runtime", cell: ({ runtime }) => runtime },
      { heading: "version", cell: ({ version }) => plain(version) },
      { heading: "from", cell: ({ source }) => plain(source) },
      {
        heading: "SHA-256 of the executable",
        cell: ({ binarySha256 }) => code(`${binarySha256.slice(0, 16)}…`),
      },
      { heading: "TLS library", cell: ({ tlsLibrary }) => plain(tlsLibrary) },
      { heading: "own roots", align: "right", cell: ({ defaultRoots }) => String(defaultRoots.count ?? "?") },
      { heading: "where they come from", cell: ({ defaultRoots }) => plain(defaultRoots.source) },
    ],
    (facts) => anchorName("runtime", machine, buildName(facts)),
  );
  const missing = missingRuntimes.map(({ runtime, reason }) => `- ${runtime}: ${sentence(reason)}`);
  return missing.length === 0 ? rows : `${rows}\n\n${missing.join("\n")}`;
}

export function machineLines({ machine: facts, startedAt }: Header): string[] {
  const gibibytes = (bytes: number) => `${numberText(bytes / 1024 ** 3)} GiB`;
  return [
    `Started ${plain(startedAt)}; load ${facts.loadAverage.map(numberText).join(", ")} before the start`,
    `${plain(facts.cpuModel)}, ${facts.cpuCount} CPUs for this run, governor ${plain(facts.governor ?? "unknown")}, ` +
      `virtualization ${plain(facts.virtualization ?? "none known")}`,
    `${gibibytes(facts.memoryBytes)} of memory, ${gibibytes(facts.freeMemoryBytes)} free`,
    `${plain(facts.operatingSystem)}, kernel ${plain(facts.kernel)}, ${plain(facts.platform)} ${plain(facts.architecture)}`,
  ];
}

function fixture({ fixture: facts, url }: Header): string[] {
  if (!facts) {
    return [
      `Server: ${url === null ? "unknown" : code(url)}, not the fixture: its counts of connections and handshakes are absent`,
    ];
  }
  const tickets = facts.sessionTickets
    ? "session tickets"
    : "no session ticket that could be resumed (OpenSSL sends two in TLS 1.3 that refer to sessions the server does not keep)";
  return [
    `Server: ${plain(facts.serverRuntime)} in a process of its own on 127.0.0.1, ${plain(facts.tlsVersion)} only, ` +
      `${plain(facts.keyAlgorithm)}, key exchange ${plain(facts.keyExchange)}, ${tickets}`,
    `\`bundle\`: ${facts.bundleCount} certificates, SHA-256 ${code(facts.bundleSha256)} (the last is made on each machine)`,
  ];
}

function software({ packages, gitCommit, gitDirty, runtimes }: Header): string[] {
  const dirty = gitDirty ? ", with changes that were not committed" : "";
  return [
    `undici ${plain(packages.undici)}, mitata ${plain(packages.mitata)}, ctxcost at ${code(gitCommit ?? "no commit")}${dirty}`,
    ...workers(runtimes, packages.undici),
  ];
}

/** Of runs with a version that cannot run the worker as it is written, or its undici. */
function workers(runtimes: Header["runtimes"], undici: string): string[] {
  const stripped = runtimes.filter(({ strippedWorker }) => strippedWorker !== undefined);
  if (stripped.length === 0) return [];
  const names = (builds: Header["runtimes"]) =>
    plain(builds.map(({ runtime, version }) => `${runtime} ${version}`).join(", "));
  const older = Map.groupBy(
    stripped.filter(({ strippedWorker }) => strippedWorker!.undici !== null),
    ({ strippedWorker }) => strippedWorker!.undici!,
  );
  return [
    `The worker was stripped of its types for all of ${names(stripped)}, as one of them runs no TypeScript, or not undici ${plain(undici)}`,
    ...[...older].map(
      ([version, builds]) =>
        `undici ${plain(version)} on ${names(builds)}: undici ${plain(undici)} needs a newer Node`,
    ),
  ];
}

function environmentVariables({ setEnvironment, scrubbedEnvironment }: Header): string[] {
  const set = Object.entries(setEnvironment).map(([name, value]) => code(`${name}=${value}`));
  const scrubbed =
    scrubbedEnvironment.length === 0 ? "none was set" : scrubbedEnvironment.map(code).join(", ");
  return [`Workers start with an empty environment and ${set.join(", ")}; hidden from them: ${scrubbed}`];
}

/** Where the run's time went, and how sharp it came out. */
export function timeText({ timeSpent, bundleHalfWidth }: RunResults): string {
  const { elapsedNs } = timeSpent;
  const sentences = [
    elapsedNs === null ? "The run did not come to its end." : `The run took ${clock(elapsedNs)} (min:s).`,
    sharesText(timeSpent),
  ];
  if (bundleHalfWidth !== null) {
    sentences.push(
      `Median half-width of the ratios' intervals with \`bundle\`: ${percent(bundleHalfWidth)}.`,
    );
  }
  return sentences.join(" ");
}

function sharesText({ processes, startupNs, warmupNs, measuringNs, otherNs }: TimeSpent): string {
  // The rest is what the others leave; a file that was made up may leave less than nothing.
  if (otherNs < 0) {
    return `On what its ${countText(processes)} processes spent their time is unknown: its parts are more than they took.`;
  }
  const total = startupNs + warmupNs + measuringNs + otherNs;
  const share = (ns: number) => (total === 0 ? "—" : percent(ns / total));
  return (
    `Its ${countText(processes)} processes spent ${share(startupNs)} of their time on start-up, ` +
    `${share(warmupNs)} on the first operation and warm-up, ${share(measuringNs)} on measuring, ` +
    `${share(otherNs)} on the rest (making inputs, collecting garbage, ending).`
  );
}

/** The command with the seed that it drew, so that the order is the same. */
export function commandText({ commandLine, seed }: Header): string {
  const words = commandLine.filter((word) => word !== "--publish");
  if (!words.includes("--seed")) words.push("--seed", String(seed));
  return words.map(shellWord).join(" ");
}
