/** Starts the fixture server as a process of its own, asks it for its counts, and sees to it that it ends. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import readline from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { ServerCounts } from "../core/records.ts";
import type { Endpoint } from "../protocol/job.ts";
import type { Fixture } from "./certificates.ts";
import {
  countsQuestion,
  type ListenerName,
  type ServerAnswer,
  type ServerConfiguration,
  serverAnswerSchema,
} from "./fixture-protocol.ts";
import { projectRoot, withoutProjectPath } from "./project.ts";
import { baseEnvironment } from "./worker-environment.ts";

/** A fixture server that listens. */
export interface FixtureServer {
  readonly pid: number;
  /** False from the moment that the process is known to have ended. */
  readonly alive: boolean;
  endpoint(listener: ListenerName): Endpoint;
  /** Everything that clients have completed before the call is in it. Rejects when the server has died. */
  counts(): Promise<ServerCounts>;
  /** Resolves when the process has ended; may be called again. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The pinned Node. */
  readonly nodeBinary: string;
  readonly fixture: Fixture;
}

const startTimeoutMs = 20_000;
const answerTimeoutMs = 10_000;
const stopTimeoutMs = 2_000;
const keptStderrCharacters = 4_000;

/** Resolves when the server listens on all its ports; on failure no process is left behind. */
export async function startServer(options: StartOptions): Promise<FixtureServer> {
  const { caPemFile, server, otherServer } = options.fixture;
  const configuration: ServerConfiguration = { caPemFile, server, otherServer };
  const connection = new ServerConnection(options.nodeBinary);
  const listening = await connection.ask("listening", JSON.stringify(configuration), startTimeoutMs);
  return {
    pid: connection.pid,
    get alive() {
      return connection.alive;
    },
    endpoint: (listener) => ({ host: "127.0.0.1", port: listening.ports[listener], path: "/" }),
    counts: async () => (await connection.ask("counts", countsQuestion, answerTimeoutMs)).counts,
    stop: () => connection.stop(),
  };
}

/** What the server counted between two answers. */
export function difference(before: ServerCounts, after: ServerCounts): ServerCounts {
  return {
    connections: after.connections - before.connections,
    fullHandshakes: after.fullHandshakes - before.fullHandshakes,
    resumedHandshakes: after.resumedHandshakes - before.resumedHandshakes,
    requests: after.requests - before.requests,
    clientCertificates: after.clientCertificates - before.clientCertificates,
    failedHandshakes: after.failedHandshakes - before.failedHandshakes,
    cpuNs: after.cpuNs - before.cpuNs,
  };
}

type AnswerOf<Kind extends ServerAnswer["kind"]> = Extract<ServerAnswer, { kind: Kind }>;

interface Question {
  readonly resolve: (answer: ServerAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The process and the questions it has not answered yet, which it does in their order. */
class ServerConnection {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  readonly #questions: Question[] = [];
  #stderr = "";
  /** Why the process ended, once it has or must. */
  #failure: string | null = null;
  #failureCause: unknown;

  constructor(nodeBinary: string) {
    this.#child = spawn(nodeBinary, [path.join(projectRoot, "src/run/fixture-server.ts")], {
      cwd: projectRoot,
      env: baseEnvironment("node"),
      stdio: ["pipe", "pipe", "pipe"],
      // Ctrl-C in a terminal goes to the whole group; the server is still needed while the run winds up.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#ended = once(this.#child, "close").catch(() => {});
    this.#child.on("error", (cause) => this.#fail(`could not be started from ${nodeBinary}`, cause));
    this.#child.on("exit", (code, signal) => {
      this.#failure ??= `ended with ${signal ?? `code ${code}`}`;
    });
    // Only now is the last of its stderr here.
    this.#child.on("close", () => this.#rejectAll());
    // A server that is gone shows it by `close`.
    this.#child.stdin.on("error", () => {});
    this.#child.stderr.on("data", (bytes: Buffer) => {
      this.#stderr = (this.#stderr + bytes.toString()).slice(-keptStderrCharacters);
    });
    readline.createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(line));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get alive(): boolean {
    return this.#failure === null;
  }

  ask<Kind extends ServerAnswer["kind"]>(kind: Kind, line: string, timeoutMs: number) {
    return new Promise<AnswerOf<Kind>>((resolve, reject) => {
      if (!this.alive) return reject(this.#error());
      const timer = setTimeout(() => this.#fail(`gave no answer within ${timeoutMs} ms`), timeoutMs);
      this.#questions.push({
        resolve: (answer) => {
          clearTimeout(timer);
          if (answer.kind === kind) resolve(answer as AnswerOf<Kind>);
          else reject(new Error(`ask the fixture server for ${kind}: it answered with ${answer.kind}`));
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#child.stdin.write(`${line}\n`);
    });
  }

  async stop(): Promise<void> {
    this.#failure ??= "was stopped";
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), stopTimeoutMs);
    await this.#ended;
    clearTimeout(timer);
  }

  #receive(line: string): void {
    try {
      this.#questions.shift()?.resolve(serverAnswerSchema.parse(JSON.parse(line)));
    } catch (cause) {
      this.#fail(`printed what is no answer: ${JSON.stringify(line.slice(0, 80))}`, cause);
    }
  }

  #fail(failure: string, cause?: unknown): void {
    this.#failure ??= failure;
    this.#failureCause ??= cause;
    this.#child.kill("SIGKILL");
  }

  #rejectAll(): void {
    for (const question of this.#questions.splice(0)) question.reject(this.#error());
  }

  #error(): Error {
    const stderr = withoutProjectPath(this.#stderr).trim();
    return new Error(
      `ask the fixture server: it ${this.#failure}; expected it to run until it is stopped. ` +
        `${stderr === "" ? "It wrote nothing to stderr." : `The end of its stderr:\n${stderr}`}`,
      this.#failureCause === undefined ? undefined : { cause: this.#failureCause },
    );
  }
}
