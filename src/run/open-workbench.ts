/** A workbench for what is not a run: the contract suite, and commands that measure one thing. */
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import { describeRuntimes, pinnedBuilds } from "./describe-runtimes.ts";
import { ensureFixture } from "./fixture/certificates.ts";
import { fixtureFolder, projectRoot } from "./project.ts";
import { findRuntime, isMissing } from "./runtime-binary.ts";
import { Workbench } from "./workbench.ts";

/** Describes the runtimes and makes the fixture; the caller closes the workbench. */
export async function openWorkbench(names: readonly RuntimeName[] = runtimeNames): Promise<Workbench> {
  const nodeBinary = findRuntime("node", projectRoot);
  if (isMissing(nodeBinary)) throw new Error(`start the fixture server: node is ${nodeBinary.reason}`);
  const { binaries, facts } = await describeRuntimes(pinnedBuilds(projectRoot, names));
  return new Workbench({
    nodePath: nodeBinary.path,
    fixture: await ensureFixture(fixtureFolder),
    binaries,
    facts,
    url: null,
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    onEvent: () => {},
  });
}
