/** For tests: a copy of the project that has published a small run and no other evidence, so that its pages take seconds. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyProject, type ProjectCopy } from "./project-copy.ts";
import { singleRun, writeRun } from "./synthetic-file.ts";

const otherEvidence = [
  "against.json",
  "bisect",
  "reference.json",
  "repeat.json",
  "selftest",
  "studies",
  "versions",
];

/** Its pages are stale: `generate` makes them. */
export async function copyWithSmallPublication(): Promise<ProjectCopy> {
  const project = await copyProject({ packages: "linked" });
  const results = path.join(project.folder, "results");
  for (const name of otherEvidence) rmSync(path.join(results, name), { recursive: true, force: true });
  const run = writeRun(path.join(results, "runs"), singleRun(1), { extension: "jsonl.gz" });
  writeFileSync(path.join(results, "published.json"), JSON.stringify({ run: `runs/${run}` }));
  return project;
}
