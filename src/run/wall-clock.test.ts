/** Who may look at the wall clock: it is set while a run goes on, and nothing that is measured may be taken by it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectRoot } from "./project.ts";

/** And what for. */
const allowed: Readonly<Record<string, string>> = {
  "bench/measure.ts": "where in a profile, which has the wall clock's times, the timed operations are",
  "src/run/benchmark.ts": "the date of a run, for people",
  "src/run/resume/resume-benchmark.ts": "when a run was gone on with, and how long after it stopped",
  "src/run/study/run-study.ts": "the date of a study, for people",
  "src/run/prepare.ts": "whether the certificates are valid to the end of the run",
  "src/run/fixture/certificates.ts": "from when to when a certificate is valid",
  "src/run/lock/checkout-lock.ts": "since when a lock is held, for people",
  "src/run/lock/locking-process.ts": "for tests: one moment at which several processes take a lock",
  "src/run/profile/profilers.ts": "when a profile begins, which says so by the wall clock",
};

const wallClock = /\bDate\.now\(|\bnew Date\(\)|timeOrigin|\btime\.time\(|\bdatetime\.now\(/;

test("no module that measures looks at the wall clock, but for those that say why", () => {
  const found = ["bench", "runtimes", "src/run", "src/protocol", "src/core"]
    .flatMap((folder) =>
      readdirSync(path.join(projectRoot, folder), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && /\.(ts|js|py)$/.test(entry.name) && !/\.test\./.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => wallClock.test(withoutComments(readFileSync(file, "utf8"))))
    .map((file) => path.relative(projectRoot, file).replaceAll("\\", "/"));
  assert.deepEqual(found.sort(), Object.keys(allowed).sort());
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*(\/\/|#).*$/gm, "");
}
