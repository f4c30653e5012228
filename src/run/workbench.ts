/** What every phase of a run works with: the runtimes, the fixture or the server of `--url`, and how to run a job. */
import { type Arm, type Build, buildName, type Context, type Trust } from "../core/model.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";
import type { Endpoint, Job, TrustFiles } from "../protocol/job.ts";
import type { OnEvent } from "./events.ts";
import type { Fixture } from "./fixture/certificates.ts";
import { type FixtureServer, startServer } from "./fixture/server-process.ts";
import type { OperationCounts } from "./operation-counts.ts";
import type { RuntimeBinary } from "./runtime-binary.ts";
import { baseEnvironment, needsExtraCa } from "./worker-environment.ts";
import { type Instrument, runWorker, type WorkerResult } from "./worker-process.ts";

export interface WorkbenchOptions {
  readonly nodePath: string;
  readonly fixture: Fixture;
  /** By the build's name. */
  readonly binaries: ReadonlyMap<string, RuntimeBinary>;
  readonly facts: readonly RuntimeFacts[];
  /** The server of `--url`; null for the fixture. */
  readonly url: URL | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

type Target = Build & Pick<Arm, "client" | "trust">;

export class Workbench {
  readonly options: WorkbenchOptions;
  #server: FixtureServer | null = null;
  #hasFailedToStart = false;

  constructor(options: WorkbenchOptions) {
    this.options = options;
  }

  /** The fixture server; started at first use, and again when it has died. Null against a server of `--url`. */
  async server(): Promise<FixtureServer | null> {
    if (this.options.url) return null;
    if (!this.#server?.alive) {
      const { nodePath, fixture } = this.options;
      this.#hasFailedToStart = true;
      this.#server = await startServer({ nodeBinary: nodePath, fixture });
      this.#hasFailedToStart = false;
    }
    return this.#server;
  }

  /** Whether the server that was started last has died, by itself or by somebody else's hand, or did not start. */
  get hasLostServer(): boolean {
    return this.#hasFailedToStart || this.#server?.alive === false;
  }

  async close(): Promise<void> {
    await this.#server?.stop();
  }

  facts(build: Build): RuntimeFacts {
    const name = buildName(build);
    const facts = this.options.facts.find((candidate) => buildName(candidate) === name);
    if (!facts) throw new Error(`look up ${name}: it has not been described in this run`);
    return facts;
  }

  client(target: Build & { readonly client: string }): ClientFacts {
    const client = this.facts(target).clients.find(({ name }) => name === target.client);
    if (!client)
      throw new Error(`look up client ${target.client}: ${buildName(target)} has none of that name`);
    return client;
  }

  trustFiles(trust: Trust): TrustFiles {
    if (trust === "none") return { caFile: null, certificateFile: null, keyFile: null };
    return this.options.fixture.trustFiles(trust);
  }

  /** Where the arm connects to: the listener that speaks its protocol and asks for what its trust has. */
  async endpoint(arm: Target): Promise<Endpoint> {
    const { url } = this.options;
    if (url) {
      const port = url.port === "" ? 443 : Number(url.port);
      return { host: url.hostname, port, path: `${url.pathname}${url.search}` };
    }
    const server = (await this.server())!;
    if (arm.trust === "none") return server.endpoint("http");
    const h2 = this.client(arm).protocol === "h2";
    if (arm.trust === "mtls") return server.endpoint(h2 ? "h2Mtls" : "httpsMtls");
    return server.endpoint(h2 ? "h2" : "https");
  }

  /** A server whose certificate no trust of the fixture covers. */
  async refusedEndpoint(arm: Target): Promise<Endpoint> {
    const h2 = this.client(arm).protocol === "h2";
    return (await this.server())!.endpoint(h2 ? "otherH2" : "other");
  }

  environment(build: Build, extraCa: boolean): Record<string, string> {
    const environment = baseEnvironment(build.runtime);
    if (!extraCa) return environment;
    return { ...environment, [this.facts(build).extraCaVariable]: this.options.fixture.caPemFile };
  }

  /** Runs a job in a new process of the build. */
  async run<Kind extends Job["kind"]>(
    build: Build,
    job: Extract<Job, { kind: Kind }>,
    extraCa: boolean,
    instrument?: Instrument,
  ): Promise<WorkerResult<Kind>> {
    const { binaries, timeoutMs, signal } = this.options;
    const name = buildName(build);
    const binary = binaries.get(name);
    if (!binary) throw new Error(`run a ${job.kind} job: ${name} is not installed`);
    return runWorker<Kind>(binary, job, {
      environment: this.environment(build, extraCa),
      timeoutMs,
      signal,
      instrument,
    });
  }

  /** Measures an arm in a new process, against the server and with the CAs that are its own. */
  async measure(
    arm: Arm,
    counts: OperationCounts,
    busyLoopNs = 0,
    instrument?: Instrument,
  ): Promise<WorkerResult<"measure">> {
    const endpoint = await this.endpoint(arm);
    const trustFiles = this.trustFiles(arm.trust);
    const { warmupOperations, timedOperations } = counts;
    const job = {
      kind: "measure",
      arm,
      warmupOperations,
      timedOperations,
      busyLoopNs,
      endpoint,
      trustFiles,
    } as const;
    return this.run<"measure">(arm, job, this.extraCa(arm), instrument);
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
