/** Commands that only read and write, where they are ended in the middle or cannot write. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { syntheticMachineRun } from "../core/merge/synthetic-merge.ts";
import { projectRoot } from "../run/project.ts";
import { endingSignals, withoutSignals } from "./ending-signals.ts";
import { cannotMount, mountDisk } from "./odd-system.ts";
import { environmentOfUser } from "./project-copy.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-merge-faults-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (...names: string[]) => path.join(folder, ...names);

const files = [1, 2].map((seed) => {
  const { header, plan, observations, finish } = syntheticMachineRun({ seed });
  const lines = [header, plan, ...observations, finish].map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(at(`${seed}.jsonl`), lines.join(""));
  return at(`${seed}.jsonl`);
});

const options = { cwd: projectRoot, env: environmentOfUser() };
const launched = (...words: string[]) => ["src/cli/launch.js", ...words];
const ctxcost = (...words: string[]) =>
  spawnSync(process.execPath, launched(...words), { ...options, encoding: "utf8" });

describe("ctxcost merge ended by", { skip: withoutSignals }, () => {
  for (const [signal, code] of endingSignals) {
    it(`${signal} leaves nothing beside its result, and exits with ${code}`, async (context) => {
      // Nobody writes into this pipe: the merge is in the middle of its reading until it is ended.
      const pipe = at(`${signal}.jsonl`);
      assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
      const out = at(`ended-by-${signal}`);
      const words = launched(
        "merge",
        files[0]!,
        pipe,
        "--out",
        path.join(out, "merge.jsonl"),
        "--tables",
        at("t"),
      );
      const child = spawn(process.execPath, words, { ...options, stdio: ["ignore", "ignore", "pipe"] });
      context.after(() => child.kill("SIGKILL"));
      let stderr = "";
      child.stderr!.on("data", (bytes: Buffer) => {
        stderr += bytes.toString();
      });
      const ended = once(child, "close");
      const spooled = () =>
        existsSync(out) &&
        readdirSync(out, { recursive: true }).some((name) => String(name).endsWith(".jsonl"));
      while (!spooled()) {
        assert.equal(child.exitCode, null, stderr);
        await sleep(10);
      }
      child.kill(signal);
      assert.deepEqual(await ended, [code, null]);
      assert.match(stderr, new RegExp(`interrupted by ${signal}; nothing is merged`));
      assert.deepEqual(readdirSync(out), []);
    });
  }
});

describe("ctxcost merge to a disk", { skip: cannotMount }, () => {
  it("that becomes full names the folder, says what to do, and leaves nothing there", (context) => {
    const disk = mountDisk(at("full"), 64);
    context.after(() => disk.remove());
    for (const name of ["merge.jsonl", "merge.jsonl.gz"]) {
      const out = path.join(disk.folder, name);
      const { status, stderr } = ctxcost("merge", ...files, "--out", out, "--tables", at("tables"));
      assert.equal(status, 1, stderr);
      assert.match(
        stderr,
        /write the merge into the folder \S+full: no space is left on its disk; nothing is merged: .* another place with --out/,
      );
      assert.match(stderr, /because: ENOSPC/);
      assert.deepEqual(readdirSync(disk.folder), []);
    }
    assert.ok(!existsSync(at("tables")));
  });

  it("that is read-only says so before anything is merged, also of the tables' folder", (context) => {
    const disk = mountDisk(at("read-only"), 64);
    context.after(() => disk.remove());
    disk.makeReadOnly();
    const there = ctxcost("merge", ...files, "--out", path.join(disk.folder, "merge.jsonl"));
    assert.equal(there.status, 1);
    assert.match(
      there.stderr,
      /write into the folder \S+read-only: its file system is read-only; .* with --out/,
    );
    const tables = path.join(disk.folder, "below", "tables");
    const { status, stderr } = ctxcost("merge", ...files, "--out", at("kept.jsonl"), "--tables", tables);
    assert.equal(status, 1);
    assert.match(stderr, /--tables \S+tables: its file system is read-only; .* choose another with --tables/);
    assert.ok(!existsSync(at("kept.jsonl")));
  });
});

describe("ctxcost tables to a disk", { skip: cannotMount }, () => {
  it("that is read-only, or has no room, prints the headline and says why there are no more", (context) => {
    const disk = mountDisk(at("tables-disk"), 8);
    context.after(() => disk.remove());
    const merge = at("for-tables.jsonl");
    assert.equal(ctxcost("merge", ...files, "--out", merge, "--tables", at("page")).status, 0);
    for (const [reason, code] of [
      ["no space is left on its disk", "ENOSPC"],
      ["its file system is read-only", "EROFS"],
    ] as const) {
      for (const file of [files[0]!, merge]) {
        const place = path.join(disk.folder, code, path.basename(file));
        const { status, stdout, stderr } = ctxcost("tables", file, "--out", place);
        assert.equal(status, 1, stderr);
        assert.match(stdout, /\| node:https \| bundle/);
        assert.match(stderr, /write the (tables|page) into \S+: .*expected a folder that can be written to/);
        assert.match(stderr, new RegExp(`because: ${code}`));
        assert.ok(stderr.includes(reason), stderr);
      }
      disk.makeReadOnly();
    }
  });
});

describe("ctxcost merge with a file in the place of the tables' folder", () => {
  it("says so, and merges nothing", () => {
    mkdirSync(at("out"));
    for (const tables of [files[0]!, path.join(files[0]!, "below")]) {
      const { status, stderr } = ctxcost(
        "merge",
        ...files,
        "--out",
        at("out", "m.jsonl"),
        "--tables",
        tables,
      );
      assert.equal(status, 2, stderr);
      assert.match(stderr, /--tables \S+: \S+1\.jsonl is a file; expected a folder/);
      assert.deepEqual(readdirSync(at("out")), []);
    }
  });
});
