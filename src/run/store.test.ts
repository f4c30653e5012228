import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { createRecordFile, makeResultsFolder } from "./store.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-store-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A limit of a process on the size of its files, which holds for root as well and needs no disk: EFBIG. */
const hasLimit = spawnSync("sh", ["-c", "ulimit -f 8"]).status === 0;

describe("createRecordFile()", { skip: !hasLimit && "this shell knows no limit of a file's size" }, () => {
  it("keeps every record that it was given before one that there is no room for, and no half of that one", () => {
    const file = path.join(folder, "full.jsonl");
    const script = `
      import { createRecordFile } from ${JSON.stringify(import.meta.resolve("./store.ts"))};
      // Otherwise the system ends the process.
      process.on("SIGXFSZ", () => {});
      const writer = createRecordFile(${JSON.stringify(file)});
      try {
        for (let number = 0; ; number++) writer.append({ number, text: "x".repeat(700) });
      } catch (error) {
        console.log(error.message + " " + error.cause.code);
      }`;
    const words = [
      "-c",
      'ulimit -f 8; exec "$@"',
      "sh",
      process.execPath,
      "--input-type=module",
      "-e",
      script,
    ];
    const { stdout, stderr } = spawnSync("sh", words, { encoding: "utf8" });
    const [, records] = /the (\d+) records before are whole and kept.* EFBIG/.exec(stdout) ?? [];
    assert.ok(Number(records) > 0, stdout + stderr);
    const text = readFileSync(file, "utf8");
    assert.ok(text.endsWith("}\n"));
    const numbers = text
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { number: number }).number);
    assert.deepEqual(
      numbers,
      Array.from({ length: Number(records) }, (_, number) => number),
    );
  });
});

describe("makeResultsFolder()", () => {
  it("says what it is for where it cannot be made", () => {
    const file = path.join(folder, "file");
    createRecordFile(file).close();
    assert.throws(
      () => makeResultsFolder(path.join(file, "below")),
      /make the folder \S+below for the results: its folder is no folder; choose another place/,
    );
  });
});
