#!/usr/bin/env node
/**
 * Starts ctxcost on the pinned Node. Plain JavaScript, so that any Node ≥ 20, Bun or Deno can run it: what the user
 * has only starts what the project brings.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const packages = JSON.parse(readFileSync(path.join(root, "src/run/runtime-packages.json"), "utf8"));
const platform = `${process.platform}-${process.arch}`;
/** @type {{ package: string, executable: string } | undefined} */
const entry = packages.node[platform];
if (!entry) {
  fail(`no package carries Node for ${platform}; there are ${Object.keys(packages.node).join(", ")}`);
}
const executable = path.join(root, "node_modules", entry.package, entry.executable);
if (!existsSync(executable) && "Deno" in globalThis) {
  const { installWithDeno } = await import("./deno-packages.js");
  installWithDeno(
    root,
    Object.values(packages).flatMap((byPlatform) => byPlatform[platform]?.package ?? []),
  );
}
if (!existsSync(executable)) {
  fail("the pinned Node is not installed; run `make install` (or `npm ci`, `bun install`, `deno install`)");
}

// The child is told by the end of a pipe when this process has been killed. Deno gives no more than three streams.
const isDeno = "Deno" in globalThis;
const pipe = isDeno ? {} : { CTXCOST_LAUNCHER_PIPE: "3" };
const child = spawn(executable, [path.join(root, "src/cli/main.ts"), ...process.argv.slice(2)], {
  stdio: isDeno ? "inherit" : ["inherit", "inherit", "inherit", "pipe"],
  env: { ...process.env, ...pipe, NODE_COMPILE_CACHE: path.join(root, ".cache", "node") },
});
// Ctrl-C in a terminal reaches the child as well, and a second one does no harm. The child decides when to end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(/** @type {NodeJS.Signals} */ (signal)));
}
child.on("error", (error) => fail(`start ${executable}: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));

/** @param {string} message */
function fail(message) {
  console.error(`ctxcost: ${message}`);
  process.exit(1);
}
