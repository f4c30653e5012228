/** Runs one worker: starts it, hands it a job, takes one answer, and leaves no process behind. */
import { spawn } from "node:child_process";
import path from "node:path";
import type { Job } from "../protocol/job.ts";
import { type AnswerOf, answerSchemas } from "./answer-schema.ts";
import { killGroup } from "./kill-group.ts";
import { neededPermissions } from "./permissions/needed-permissions.ts";
import { everythingAllowed, permissionFlags } from "./permissions/permission-flags.ts";
import { projectRoot, withoutOwnPaths } from "./project.ts";
import { endWithThis } from "./reaper/reaper.ts";
import type { RuntimeBinary } from "./runtime-binary.ts";
import { smallStarter } from "./small-starter.ts";
import { collectOutput, keptStderrCharacters, printable } from "./worker-output.ts";

export interface WorkerOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** How the process is watched; absent in everything that is timed. */
  readonly instrument?: Instrument | undefined;
}

/** A profiler in or around the worker. */
export interface Instrument {
  /** Flags of the runtime, before the script's name. */
  readonly flags: readonly string[];
  /** A program with its words, which runs the worker and hands standard input and output through; or nothing. */
  readonly launcher: readonly string[];
}

interface Outcome {
  /** From spawn to the end of the process. */
  readonly processNs: number;
  /** The end of its standard error, without this machine's paths. */
  readonly stderr: string;
}

type Reading<Kind extends Job["kind"]> =
  | { readonly status: "answered"; readonly answer: AnswerOf<Kind> }
  | { readonly status: "failed"; readonly reason: string; readonly timedOut: boolean };

export type WorkerResult<Kind extends Job["kind"]> = Outcome & Reading<Kind>;

/** For what an ended worker has written to arrive. */
const pipesGraceMs = 500;

export function runWorker<Kind extends Job["kind"]>(
  binary: RuntimeBinary,
  job: Extract<Job, { kind: Kind }>,
  options: WorkerOptions,
): Promise<WorkerResult<Kind>> {
  const started = process.hrtime.bigint();
  return new Promise((resolve) => {
    const [program, ...words] = workerCommand(binary, job, options);
    const child = spawn(program!, words, {
      cwd: projectRoot,
      env: { ...options.environment },
      stdio: ["pipe", "pipe", "pipe"],
      // A process group of its own, so that what it may have started ends with it.
      detached: process.platform !== "win32",
    });
    const hasEnded = endWithThis(child.pid);
    let failure: string | null = null;
    let timedOut = false;
    const end = (reason: string) => {
      failure ??= reason;
      killGroup(child.pid);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end(`no answer within ${options.timeoutMs} ms; killed`);
    }, options.timeoutMs);
    const onAbort = () => end("interrupted");
    if (options.signal?.aborted) onAbort();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    const output = collectOutput(child, (what) => end(`${what}; killed`));
    child.on("exit", () => {
      killGroup(child.pid);
      // What it started in a group of its own may hold the pipes open for ever.
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, pipesGraceMs).unref();
    });
    // A worker that is gone before it has read its job shows it by its exit code. It has none before the reaper knows it:
    // if this process is killed in between, it finds its stdin empty and ends by itself.
    child.stdin.on("error", () => {});
    child.stdin.end(`${JSON.stringify(job)}\n`);
    child.on("error", (error) => end(`could not be started: ${error.message}`));
    child.on("close", (code, signalName) => {
      hasEnded();
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", onAbort);
      const outcome = {
        processNs: Number(process.hrtime.bigint() - started),
        stderr: shown(output.stderr(), binary).slice(-keptStderrCharacters),
      };
      if (!failure && code !== 0) failure = `exited with ${signalName ?? `code ${code}`}`;
      const result: Reading<Kind> = failure
        ? { status: "failed", reason: shown(withCause(failure, outcome.stderr), binary), timedOut }
        : readAnswer(output.answer(), job.kind as Kind);
      resolve(Object.assign(outcome, result));
    });
  });
}

function workerCommand(binary: RuntimeBinary, job: Job, options: WorkerOptions): string[] {
  const { launcher, flags } = options.instrument ?? { launcher: [], flags: [] };
  const script = path.join(projectRoot, binary.workerScript);
  // A profiler writes where it was told to; under Node's permission model it writes nothing, without a word.
  const permissions = options.instrument
    ? everythingAllowed(binary.runtime)
    : permissionFlags(binary, neededPermissions(job, options.environment));
  const starter = smallStarter(binary.runtime);
  return [...launcher, ...starter, binary.path, ...binary.flags, ...permissions, ...flags, script];
}

/** Neither the project's folder nor that of a build that the user named, in which a crash's text may well tell. */
function shown(text: string, { path: executable }: RuntimeBinary): string {
  const folder = path.dirname(executable);
  // The project's own first: what lies in it is named from there.
  return printable(withoutOwnPaths(text).replaceAll(`${folder}${path.sep}`, `…${path.sep}`));
}

/** The first line of an error's text, or the last line there is, says more than an exit code. */
function withCause(reason: string, stderr: string): string {
  const lines = stderr.split("\n").filter((text) => text.trim() !== "");
  const line = lines.find((text) => /\b[A-Za-z]*error\b.*: /i.test(text)) ?? lines.at(-1);
  return line ? `${reason}: ${line.trim().slice(0, 300)}` : reason;
}

function readAnswer<Kind extends Job["kind"]>(text: string, kind: Kind): Reading<Kind> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length !== 1) {
    // What a runtime writes beside the answer says more than the answer.
    const telling = lines.find((line) => !line.startsWith("{")) ?? text;
    const reason = `expected one line of JSON as its answer, got ${lines.length}: ${JSON.stringify(telling.slice(0, 80))}`;
    return { status: "failed", reason, timedOut: false };
  }
  try {
    const answer = answerSchemas[kind].parse(JSON.parse(lines[0]!)) as AnswerOf<Kind>;
    return { status: "answered", answer };
  } catch (error) {
    const reason = `its answer is not what the protocol says: ${(error as Error).message.slice(0, 300)}`;
    return { status: "failed", reason: printable(reason), timedOut: false };
  }
}
