/** For tests: the project in a folder of its own, so that what they break or publish is not the developer's. */
import { execFile, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cp, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../run/project.ts";

export interface ProjectCopy {
  readonly folder: string;
  /** Runs a command in the copy, as a user's shell would. */
  run(command: string, words: readonly string[], environment?: NodeJS.ProcessEnv): SpawnSyncReturns<string>;
  /** Runs the command line of the copy. */
  ctxcost(...words: string[]): SpawnSyncReturns<string>;
  remove(): Promise<void>;
}

const leftOut = [".git", ".cache", path.join("results", "local"), "node_modules"];

/** With the developer's own packages where they are `linked`, for tests that change nothing in them: that saves seconds. */
export async function copyProject({ packages = "copied" as "copied" | "linked" } = {}): Promise<ProjectCopy> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-copy-"));
  const filter = (source: string) => !leftOut.includes(path.relative(projectRoot, source));
  // With their times, or make would think that everything has to be installed again.
  await cp(projectRoot, folder, {
    recursive: true,
    filter,
    preserveTimestamps: true,
    verbatimSymlinks: true,
  });
  if (packages === "copied") await copyPackages(folder);
  else await symlink(path.join(projectRoot, "node_modules"), path.join(folder, "node_modules"), "junction");
  const run: ProjectCopy["run"] = (command, words, environment = {}) =>
    spawnSync(command, words, {
      cwd: folder,
      encoding: "utf8",
      env: environmentOfUser(environment),
      maxBuffer: 64 * 1024 ** 2,
    });
  return {
    folder,
    run,
    ctxcost: (...words) => run(process.execPath, ["src/cli/launch.js", ...words]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Without what the runner of these tests has set: each copy is a checkout of its own, with a lock of its own. */
export function environmentOfUser(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  // A test runner that finds NODE_TEST_CONTEXT set takes itself for a part of the one that runs this.
  return { ...process.env, NODE_TEST_CONTEXT: undefined, CTXCOST_WITHOUT_LOCK: undefined, ...changes };
}

/** Half a gigabyte: by the system's own tool, which shares the blocks where the file system can. */
async function copyPackages(folder: string): Promise<void> {
  // Of what it leads to where it is a link itself: a test that removes a package would remove it for good.
  const source = await realpath(path.join(projectRoot, "node_modules"));
  const copy = path.join(folder, "node_modules");
  if (process.platform === "win32") await cp(source, copy, { recursive: true });
  else await promisify(execFile)("cp", ["-a", source, copy]);
}
