/**
 * Brings the executables that `deno install` leaves out: Deno 2.9 installs no `optionalDependencies` of the project's
 * own package.json, and as dependencies those of every platform would be fetched. So it is asked again, in a folder
 * whose package.json names only this platform's. Plain JavaScript: it runs before the pinned Node is there.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/**
 * @param {string} root the project's folder
 * @param {readonly string[]} names of packages in optionalDependencies
 */
export function installWithDeno(root, names) {
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const folder = path.join(root, ".cache", "deno-packages");
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(names.map((name) => [name, optionalDependencies[name]]));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(path.join(folder, "deno.json"), JSON.stringify({ nodeModulesDir: "manual", lock: false }));
  console.error(`ctxcost: fetching ${names.join(", ")}`);
  const { status } = spawnSync(process.execPath, ["install", "--quiet"], { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`\`deno install\` in ${folder} ended with code ${status}`);
  for (const name of names) {
    const source = realpathSync(path.join(folder, "node_modules", name));
    cpSync(source, path.join(root, "node_modules", name), { recursive: true, dereference: true });
  }
}
