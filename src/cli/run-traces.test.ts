/** What a run leaves behind and prints names neither its machine nor its user, and no private key is in it. */
import assert from "node:assert/strict";
import type { SpawnSyncReturns } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { copyProject, type ProjectCopy } from "./project-copy.ts";

/** Nobody's, so that finding them cannot be chance. */
const user = "quillon-abernathy";
const homes = mkdtempSync(path.join(os.tmpdir(), "ctxcost-home-"));
const home = path.join(homes, user);

let project: ProjectCopy;
let printed = "";
/** All that the run has written, by path relative to the project; keys have their own. */
const written = new Map<string, Buffer>();
const keyFiles = new Map<string, string>();

before(async () => {
  project = await copyProject();
  const startedMs = Date.now();
  const out = path.join("results", "runs", "traces.jsonl");
  const words = [
    "run",
    "--runtime",
    "node,bun,deno",
    "--client",
    "node:tls,nobody-has-this",
    "--rounds",
    "1",
  ];
  const environment = { HOME: home, USER: user, LOGNAME: user };
  const run = (...more: string[]) =>
    project.run(process.execPath, ["src/cli/launch.js", ...more], environment);
  const wrong = run(...words);
  words[4] = "node:tls";
  const right = run(...words, "--trust", "mtls", "--out", out);
  assert.equal(right.status, 0, right.stderr);
  const failing = runFailing(run);
  assert.equal(failing.status, 1, failing.stderr);
  printed = [wrong, right, failing].map(({ stdout, stderr }) => stdout + stderr).join("\n");
  for (const file of filesUnder(project.folder)) {
    // Not that of what was copied: its times are the originals'.
    if (statSync(path.join(project.folder, file)).mtimeMs < startedMs - 1000) continue;
    const content = readFileSync(path.join(project.folder, file));
    if (file.endsWith("-key.pem")) keyFiles.set(file, content.toString());
    else written.set(file, content);
  }
});
after(async () => {
  await project.remove();
  rmSync(homes, { recursive: true });
});

const failingOut = path.join("results", "runs", "failing.jsonl");

/** A build below the home that fails in the rounds and says of what. */
function runFailing(run: (...words: string[]) => SpawnSyncReturns<string>): SpawnSyncReturns<string> {
  const build = path.join(home, "builds", "node");
  mkdirSync(path.dirname(build), { recursive: true });
  const node = run("which", "node").stdout.trim();
  const script = [
    "#!/bin/sh",
    `if grep -qs '"kind":"plan"' ${failingOut}; then`,
    `  echo "Error: cannot load ${home}/lib/libssl.so, nor file://${home}/lib/x.js" >&2`,
    "  exit 7",
    "fi",
    `exec "${node}" "$@"`,
  ];
  writeFileSync(build, `${script.join("\n")}\n`, { mode: 0o755 });
  const few = ["--client", "node:tls", "--trust", "mtls", "--scenario", "request", "--rounds", "1"];
  return run("run", "--runtime", `node=${build}`, ...few, "--out", failingOut);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${path.sep}node_modules`))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** Tables, records and what was shown: what people send to each other. Caches stay on the machine. */
function shown(): [string, string][] {
  const results = [...written].filter(([file]) => file.startsWith("results"));
  return [
    ["what was printed", printed],
    ...results.map(([file, content]) => [file, decoded(content.toString())] as [string, string]),
  ];
}

/** What base64 says, and no digest: among their letters a short name, as `vm`, stands by chance. */
function decoded(text: string): string {
  return text
    .replace(/(?<=gzip;base64"[^>]*>)[A-Za-z0-9+/=]+/, (data) =>
      gunzipSync(Buffer.from(data, "base64")).toString(),
    )
    .replaceAll(/;base64,([A-Za-z0-9+/=]+)/g, (_, encoded: string) =>
      Buffer.from(encoded, "base64").toString(),
    )
    .replaceAll(/sha256-[A-Za-z0-9+/=]+/g, "");
}

const asWord = (word: string) => new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`, "i");

describe("what a run leaves behind", () => {
  it("is a record, tables and three keys, or this test looks at nothing", () => {
    assert.ok(written.has(path.join("results", "runs", "traces.jsonl")), [...written.keys()].join(", "));
    assert.ok([...written.keys()].some((file) => file.startsWith(path.join("results", "local"))));
    assert.equal(keyFiles.size, 3);
    assert.match(printed, /node:tls/);
  });

  it("has what a failing build below the home said, without that home", () => {
    const text = written.get(failingOut)!.toString();
    assert.match(
      text,
      /"reason":"exited with code 7: Error: cannot load ~\/lib\/libssl\.so, nor ~\/lib\/x\.js"/,
    );
    assert.match(text, /"stderr":"Error: cannot load ~\/lib\/libssl/);
  });

  it("holds no private key but in the fixture's own files, which their owner alone reads", () => {
    for (const [file, pem] of keyFiles) {
      assert.match(file, /^\.cache[\\/]fixture[\\/]/);
      if (process.platform !== "win32") {
        assert.equal(statSync(path.join(project.folder, file)).mode & 0o777, 0o600, file);
      }
      const body = pem.split("\n").slice(1, -2);
      const bytes = Buffer.from(body.join(""), "base64");
      assert.ok(bytes.length > 100, file);
      for (const [name, content] of [...written, ["what was printed", Buffer.from(printed)] as const]) {
        assert.ok(!content.includes(bytes), `${name} holds the key of ${file}`);
        assert.ok(!body.some((line) => content.includes(line)), `${name} holds the key of ${file}, as text`);
      }
    }
    for (const [name, text] of shown()) assert.doesNotMatch(text, /PRIVATE KEY/, name);
  });

  it("names no user, no home, no host and no folder of this machine", () => {
    const { username } = os.userInfo();
    // A word of its own here: root certificates.
    const names = [user, os.hostname(), ...(username === "root" ? [] : [username])];
    for (const [name, text] of shown()) {
      for (const word of names) assert.ok(!asWord(word).test(text), `${name} names ${word}`);
      for (const folder of [home, os.homedir(), project.folder, os.tmpdir()]) {
        if (folder.length > 1) assert.ok(!text.includes(`${folder}/`), `${name} names ${folder}`);
      }
    }
  });
});
