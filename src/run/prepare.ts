/** What every measurement begins with: the fixture, and the runtimes that are there, each described by itself. */
import {
  type DescribedRuntimes,
  describeRuntimes,
  tellMissing,
  type WantedBuild,
} from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { ensureFixture, type Fixture } from "./fixture/certificates.ts";
import { fixtureFolder, projectRoot } from "./project.ts";
import { findRuntime, isMissing, type RuntimeBinary } from "./runtime-binary.ts";

export interface Prepared {
  /** The pinned Node, which the fixture server runs on. */
  readonly nodeBinary: RuntimeBinary;
  readonly fixture: Fixture;
  readonly described: DescribedRuntimes;
}

/** Throws where the pinned Node is not installed. */
export async function prepare(builds: readonly WantedBuild[], onEvent: OnEvent): Promise<Prepared> {
  const nodeBinary = findRuntime("node", projectRoot);
  if (isMissing(nodeBinary)) throw new Error(`start the fixture server: node is ${nodeBinary.reason}`);
  const fixture = await ensureFixture(fixtureFolder);
  onEvent({ kind: "phase", phase: "describe", total: builds.length });
  const described = await describeRuntimes(builds);
  tellMissing(described, onEvent);
  return { nodeBinary, fixture, described };
}
