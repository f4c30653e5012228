/** What every measurement begins with: the fixture, and the runtimes that are there, each described by itself. */
import {
  type DescribedRuntimes,
  describeRuntimes,
  tellMissing,
  type WantedBuild,
} from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { ensureFixture, type Fixture, findFixture } from "./fixture/certificates.ts";
import { fixtureFolder, projectRoot } from "./project.ts";
import { findRuntime, isMissing, type RuntimeBinary } from "./runtime-binary.ts";

export interface Prepared {
  /** The pinned Node, which the fixture server runs on. */
  readonly nodeBinary: RuntimeBinary;
  readonly fixture: Fixture;
  readonly described: DescribedRuntimes;
}

export interface Occasion {
  /** How many are planned: the certificates must be valid to their end. */
  readonly rounds: number;
  /** Of the fixture that a stopped run had; absent in one that begins. */
  readonly bundleSha256?: string | undefined;
  readonly signal: AbortSignal;
}

/** A round of everything takes a minute or two; one in which everything hangs, a few hours. */
const longestRoundMs = 24 * 3_600_000;

/** Throws where the pinned Node is not installed, and the signal's reason where it comes meanwhile. */
export async function prepare(
  builds: readonly WantedBuild[],
  onEvent: OnEvent,
  { rounds, bundleSha256, signal }: Occasion,
): Promise<Prepared> {
  const nodeBinary = findRuntime("node", projectRoot);
  if (isMissing(nodeBinary)) throw new Error(`start the fixture server: node is ${nodeBinary.reason}`);
  const fixture =
    (await stoppedFixture(bundleSha256, rounds)) ??
    (await ensureFixture(fixtureFolder, new Date(), rounds * longestRoundMs));
  onEvent({ kind: "phase", phase: "describe", total: builds.length });
  const described = await describeRuntimes(builds, signal);
  signal.throwIfAborted();
  tellMissing(described, onEvent);
  return { nodeBinary, fixture, described };
}

/** A longer run may have renewed the certificates since; those that the stopped one had are kept until they expire. */
async function stoppedFixture(bundleSha256: string | undefined, rounds: number): Promise<Fixture | null> {
  if (bundleSha256 === undefined) return null;
  return findFixture(fixtureFolder, bundleSha256, new Date(), rounds * longestRoundMs);
}
