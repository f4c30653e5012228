/**
 * For tests: a worker that tries what no worker should do, and says of each what came of it, as JSON on standard error.
 * Its job is that of any worker; where to trespass stands as JSON in the place of the client's name.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import type { MeasureJob } from "../../protocol/job.ts";

export interface Trespass {
  /** A file outside of the project that is there. */
  readonly outsideFile: string;
  /** A file inside of the project that is not there. */
  readonly insideFile: string;
  /** A port of 127.0.0.1 that somebody listens at, and that is not the job's. */
  readonly otherPort: number;
}

const job = JSON.parse(readFileSync(0, "utf8")) as MeasureJob;
const { outsideFile, insideFile, otherPort } = JSON.parse(job.arm.client) as Trespass;

function connectTo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    net.connect(port, "127.0.0.1", () => resolve()).on("error", reject);
  });
}

/** Null where it could be done, else the reason. */
async function outcomeOf(act: () => unknown): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return `${code ?? ""} ${message}`;
  }
}

const outcomes = {
  readOwnTrust: await outcomeOf(() => readFileSync(job.trustFiles.caFile!)),
  connectToOwnServer: await outcomeOf(() => connectTo(job.endpoint.port)),
  readOutside: await outcomeOf(() => readFileSync(outsideFile)),
  writeOutside: await outcomeOf(() => writeFileSync(outsideFile, "overwritten")),
  writeInside: await outcomeOf(() => writeFileSync(insideFile, "written")),
  connectElsewhere: await outcomeOf(() => connectTo(otherPort)),
  spawn: await outcomeOf(() => {
    const { error } = spawnSync(process.execPath, ["--version"]);
    if (error) throw error;
  }),
  readVariable: await outcomeOf(() => {
    if (process.env.HOME === undefined) throw new Error("HOME is not set");
  }),
};
process.stderr.write(`${JSON.stringify(outcomes)}\n`);
// No answer: the runner reports it as failed, with what is on standard error.
process.exit(0);
