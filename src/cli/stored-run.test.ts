import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { storedFile } from "./stored-run.ts";

/** A folder like results/ with these files, each of the run with this id. */
function resultsWith(context: TestContext, runs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-stored-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, runId] of Object.entries(runs)) {
    const file = path.join(folder, ...name.split("/"));
    mkdirSync(path.dirname(file), { recursive: true });
    const text = `${JSON.stringify({ kind: "header", runId })}\n{"kind":"plan"}\n`;
    writeFileSync(file, name.endsWith(".gz") ? gzipSync(text) : text);
  }
  return folder;
}

const ids = ["20261125-1154-1e355dba", "20261125-1335-211ffef7", "20261126-0901-00c0ffee"] as const;

const messageOf = async (word: string, folder: string) => {
  const error: unknown = await storedFile(word, folder).then(
    () => assert.fail(word),
    (one: unknown) => one,
  );
  return (error as Error).message;
};

describe("storedFile()", () => {
  it("finds a run by its id in each of the folders, whatever the file's name", async (context) => {
    const names = [
      `runs/${ids[0]}.jsonl.gz`,
      "versions/deno.jsonl.gz",
      "local/versions-deno-x.jsonl",
    ] as const;
    const files = Object.fromEntries(names.map((name, index) => [name, ids[index]!]));
    const folder = resultsWith(context, files);
    for (const [index, name] of names.entries()) {
      assert.equal((await storedFile(ids[index]!, folder)).file, path.join(folder, ...name.split("/")));
    }
  });

  it("takes what is committed before its copy in local, and passes over what is no results file", async (context) => {
    const folder = resultsWith(context, { "local/a.jsonl": ids[1], "versions/deno.jsonl.gz": ids[1] });
    writeFileSync(path.join(folder, "local", "0.jsonl"), "no JSON\n");
    writeFileSync(path.join(folder, "local", "1.jsonl.gz"), "no gzip");
    assert.equal((await storedFile(ids[1], folder)).file, path.join(folder, "versions", "deno.jsonl.gz"));
  });

  it("finds a run whose file is elsewhere by the pages in local", async (context) => {
    const folder = resultsWith(context, { "elsewhere.txt": ids[2] });
    const file = path.join(folder, "elsewhere.txt");
    mkdirSync(path.join(folder, "local", ids[2]), { recursive: true });
    const note = JSON.stringify({ key: "", file, observations: 0 });
    writeFileSync(path.join(folder, "local", ids[2], ".made-of.json"), note);
    assert.equal((await storedFile(ids[2], folder)).file, file);
    renameSync(path.join(folder, "local", ids[2]), path.join(folder, "local", ids[1]));
    // The pages are of a run whose file's name another run has by now.
    assert.match(await messageOf(ids[1], folder), /no such run/);
  });

  it("names the nearest of a mistyped id, and none that is far", async (context) => {
    const folder = resultsWith(context, { "runs/a.jsonl.gz": ids[0], "versions/deno.jsonl.gz": ids[1] });
    assert.match(await messageOf("20261125-1154", folder), /Did you mean 20261125-1154-1e355dba\?/);
    const far = await messageOf("results/runs/none.jsonl", folder);
    assert.match(
      far,
      /no such run\. Expected `published`, service, profile, memory, scale, a results file, or the id/,
    );
  });

  it("says of which study a file is, by its id, its path, and its name where it is published", async (context) => {
    const folder = resultsWith(context, {});
    const file = path.join(folder, "memory.jsonl");
    writeFileSync(file, `${JSON.stringify({ kind: "header", runId: ids[0], study: "memory" })}\n`);
    for (const word of [ids[0], file]) {
      const stored = await storedFile(word, folder);
      assert.deepEqual([stored.file, stored.study?.name], [file, "memory"]);
    }
    const published = await storedFile("scale", folder);
    assert.match(published.file, /studies.scale\.jsonl\.gz$/);
    assert.equal(published.study?.name, "scale");
    assert.equal((await storedFile("published", folder)).study, null);
  });
});
