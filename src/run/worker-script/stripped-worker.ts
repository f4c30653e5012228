/**
 * The worker as JavaScript, for runtimes that cannot run TypeScript: the same modules, one file each, stripped of their
 * types by rolldown. Kept in the cache under a digest of what was made, and put in place when it is whole.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installInto, makeWhole } from "../npm-package.ts";
import { cacheFolder, projectRoot } from "../project.ts";

const entries = ["bench/worker.ts", "runtimes/node.ts"];
/** The worker's only import by a computed name, which no bundler can follow. */
const computedName = "Runtime()}.ts`";

/**
 * The stripped worker's script, relative to the project; with an undici of its own beside it where one is named.
 * Throws npm's error where that cannot be fetched.
 */
export async function strippedWorker(undici: string | null, signal?: AbortSignal): Promise<string> {
  const files = await stripped();
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const name = undici === null ? digest : `${digest}-undici-${undici}`;
  const folder = path.join(cacheFolder, "worker", name);
  if (!existsSync(folder)) {
    await makeWhole(folder, async (unfinished) => {
      for (const [file, code] of files) writeInto(unfinished, file, code);
      // Not a package of somebody else's above it: npm looks upwards for one.
      writeInto(unfinished, "package.json", '{ "type": "module" }\n');
      if (undici !== null) await installInto(unfinished, "undici", undici, signal);
    });
  }
  return path.relative(projectRoot, path.join(folder, "bench", "worker.js"));
}

async function stripped(): Promise<[string, string][]> {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    cwd: projectRoot,
    input: entries,
    platform: "node",
    external: (id) => !/^[./]/.test(id),
    treeshake: false,
  });
  const { output } = await bundle.generate({
    format: "esm",
    preserveModules: true,
    preserveModulesRoot: projectRoot,
    entryFileNames: "[name].js",
  });
  await bundle.close();
  return output.flatMap((one): [string, string][] =>
    one.type === "chunk" ? [[one.fileName, namedAsWritten(one.fileName, one.code)]] : [],
  );
}

function namedAsWritten(name: string, code: string): string {
  if (name !== "bench/worker.js") return code;
  if (code.includes(computedName)) return code.replace(computedName, computedName.replace(".ts", ".js"));
  throw new Error(`strip bench/worker.ts: expected it to load the adapter by a name with ${computedName}`);
}

function writeInto(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
