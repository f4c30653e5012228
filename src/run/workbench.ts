/** What every phase of a run works with: the runtimes, the fixture or the server of `--url`, and how to run a job. */
import type { Arm, Context, RuntimeName, Trust } from "../core/model.ts";
import type { ClientFacts, RuntimeFacts } from "../core/records.ts";
import type { Endpoint, Job, TrustFiles } from "../protocol/job.ts";
import type { Fixture } from "./certificates.ts";
import type { OnEvent } from "./events.ts";
import type { OperationCounts } from "./operation-counts.ts";
import type { RuntimeBinary } from "./runtime-binary.ts";
import { type FixtureServer, startServer } from "./server-process.ts";
import { baseEnvironment, needsExtraCa } from "./worker-environment.ts";
import { runWorker, type WorkerResult } from "./worker-process.ts";

export interface WorkbenchOptions {
  readonly nodePath: string;
  readonly fixture: Fixture;
  readonly binaries: ReadonlyMap<RuntimeName, RuntimeBinary>;
  readonly facts: readonly RuntimeFacts[];
  /** The server of `--url`; null for the fixture. */
  readonly url: URL | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

type Target = Pick<Arm, "runtime" | "client" | "trust" | "scenario" | "context">;

export class Workbench {
  readonly options: WorkbenchOptions;
  #server: FixtureServer | null = null;

  constructor(options: WorkbenchOptions) {
    this.options = options;
  }

  /** The fixture server; started at first use, and again when it has died. Null against a server of `--url`. */
  async server(): Promise<FixtureServer | null> {
    if (this.options.url) return null;
    if (!this.#server?.alive) {
      const { nodePath, fixture } = this.options;
      this.#server = await startServer({ nodeBinary: nodePath, fixture });
    }
    return this.#server;
  }

  async close(): Promise<void> {
    await this.#server?.stop();
  }

  facts(runtime: RuntimeName): RuntimeFacts {
    const facts = this.options.facts.find((candidate) => candidate.runtime === runtime);
    if (!facts) throw new Error(`look up ${runtime}: it has not been described in this run`);
    return facts;
  }

  client(runtime: RuntimeName, name: string): ClientFacts {
    const client = this.facts(runtime).clients.find((candidate) => candidate.name === name);
    if (!client) throw new Error(`look up client ${name}: ${runtime} has none of that name`);
    return client;
  }

  trustFiles(trust: Trust): TrustFiles {
    if (trust === "none") return { caFile: null, certificateFile: null, keyFile: null };
    return this.options.fixture.trustFiles(trust);
  }

  /** Where the arm connects to: the listener that speaks its protocol and asks for what its trust has. */
  async endpoint(arm: Pick<Target, "runtime" | "client" | "trust">): Promise<Endpoint> {
    const { url } = this.options;
    if (url) {
      const port = url.port === "" ? 443 : Number(url.port);
      return { host: url.hostname, port, path: `${url.pathname}${url.search}` };
    }
    const server = (await this.server())!;
    if (arm.trust === "none") return server.endpoint("http");
    const h2 = this.client(arm.runtime, arm.client).protocol === "h2";
    if (arm.trust === "mtls") return server.endpoint(h2 ? "h2Mtls" : "httpsMtls");
    return server.endpoint(h2 ? "h2" : "https");
  }

  /** A server whose certificate no trust of the fixture covers. */
  async refusedEndpoint(arm: Pick<Target, "runtime" | "client">): Promise<Endpoint> {
    const h2 = this.client(arm.runtime, arm.client).protocol === "h2";
    return (await this.server())!.endpoint(h2 ? "otherH2" : "other");
  }

  environment(runtime: RuntimeName, extraCa: boolean): Record<string, string> {
    const environment = baseEnvironment(runtime);
    if (!extraCa) return environment;
    return { ...environment, [this.facts(runtime).extraCaVariable]: this.options.fixture.caPemFile };
  }

  /** Runs a job in a new process of the runtime. */
  async run<Kind extends Job["kind"]>(
    runtime: RuntimeName,
    job: Extract<Job, { kind: Kind }>,
    extraCa: boolean,
  ): Promise<WorkerResult<Kind>> {
    const { binaries, timeoutMs, signal } = this.options;
    const binary = binaries.get(runtime);
    if (!binary) throw new Error(`run a ${job.kind} job: ${runtime} is not installed`);
    return runWorker<Kind>(binary, job, {
      environment: this.environment(runtime, extraCa),
      timeoutMs,
      signal,
    });
  }

  /** Measures an arm in a new process, against the server and with the CAs that are its own. */
  async measure(arm: Arm, counts: OperationCounts): Promise<WorkerResult<"measure">> {
    const endpoint = await this.endpoint(arm);
    const trustFiles = this.trustFiles(arm.trust);
    const job = { kind: "measure", arm, ...counts, endpoint, trustFiles } as const;
    return this.run<"measure">(arm.runtime, job, this.extraCa(arm));
  }

  /** Does it once more where the fixture server died meanwhile: that is no fault of the client's. */
  async withLivingServer<Value>(action: () => Promise<Value>): Promise<Value> {
    const server = await this.server();
    const value = await action();
    return server?.alive === false ? action() : value;
  }

  /** Against a server of `--url` nothing of the fixture's is added: what it is verified by is the user's business. */
  extraCa(arm: { trust: Trust; scenario: Arm["scenario"]; context: Context }): boolean {
    return this.options.url === null && needsExtraCa(arm);
  }
}
