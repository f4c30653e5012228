/** docs/faults.md names a test for each fault: it is there, and has that fault in the name of a test or in what it does. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../run/project.ts";

const folder = path.join(projectRoot, "docs");
const rows = readFileSync(path.join(folder, "faults.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?!fault |:)/.test(line))
  .map((line) => line.split(" | ") as [string, string, string]);

/** What each of a row's files must have, by what the row is about. */
const shownBy: readonly [RegExp, RegExp][] = [
  [/\(SIGINT\) or SIGTERM in the middle/, /leaves no process behind, keeps what it has/],
  [/hangs is asked/, /does not wait for (that|a runtime that hangs)/],
  [/before the first round/, /SIGINT before the first round/],
  [/during a self-test/, /keeps the runs that are whole/],
  [/SIGKILL of the launcher/, /whose launcher is killed/],
  [/SIGKILL of the process that measures/, /whose process is killed|process that is killed|torn last line/],
  [/SIGKILL of the fixture server/, /starts another, measures the round again|what was made again/],
  [/the same in a study/, /takes the reading again|says how many were, and why/],
  [/in the second attempt as well/, /where the second one is killed as well/],
  [/a worker hangs/, /kills a worker that hangs|hangs: \[/],
  [/a worker forks/, /with its group, and does not wait/],
  [/a worker floods/, /worker that floods|floods/],
  [/torn or hostile JSON/, /no command to a terminal|prints rubbish/],
  [/exits with 0 and without/, /exit code against an answer|exits/],
  [/ENOSPC/, /that becomes full says which file|no room for, and no half/],
  [/EROFS/, /that is read-only says so before/],
  [/`merge` or `tables` writes/, /ctxcost merge to a disk|comes to its end where the system makes no folder/],
  [/a signal ends `merge`/, /leaves nothing beside its result/],
  [/the cache is read-only/, /that is read-only measures with what is in it/],
  [/cache's disk is full/, /that is full, or read-only and empty/],
  [
    /two measurements at once/,
    /refuses to measure, says who does|refuses a second process|is refused while root measures/,
  ],
  [/a lock whose process was killed/, /of a process that was killed|the lock of a process that is gone/],
  [/wall clock is set back/, /runs backwards measures as ever|looks at the wall clock/],
  [/would expire before/, /expire before a run is planned to end/],
  [/expires during a run/, /a certificate that expires fails what|whose certificates expire fails what/],
  [/a port is taken/, /has no port left|a port of its own/],
  [/no IPv6/, /without IPv6 measures/],
  [/fixture in the cache by another version/, /another cache format/],
];

describe("docs/faults.md", () => {
  it("has one line here for each of its rows", () => {
    const found = rows.map(([fault]) => shownBy.findIndex(([about]) => about.test(fault)));
    assert.deepEqual(found, [...shownBy.keys()]);
  });

  for (const [fault, , tests] of rows) {
    it(`names tests that show it: ${fault.slice(2, 60)}`, () => {
      const files = [...tests.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)];
      assert.ok(files.length > 0);
      const [, expected] = shownBy.find(([about]) => about.test(fault))!;
      for (const [, name, link] of files) {
        const file = path.join(folder, link!);
        assert.equal(path.basename(file), name);
        assert.ok(existsSync(file), `${link} is not there`);
        assert.match(readFileSync(file, "utf8"), expected, link!);
      }
    });
  }
});
