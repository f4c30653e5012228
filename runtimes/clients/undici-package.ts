/**
 * The npm package undici, and the proof that it is the one. Bun answers `import "undici"` with a stub of its own
 * that ignores dispatcher options (https://github.com/oven-sh/bun/tree/main/src/js/thirdparty); the path to the
 * package's file is not replaced.
 */
import { createRequire } from "node:module";
import undici from "undici/index.js";

export { undici };

/** `undici 8.13.1 (npm)`; throws where a stub answered. */
export function packageThatRan(): string {
  if (typeof undici.Agent.prototype.dispatch !== "function") {
    throw new Error(
      "load the npm package undici: Agent.prototype.dispatch is missing, so the runtime's stub answered; " +
        "expected the package in node_modules (run `npm ci`)",
    );
  }
  const { version } = createRequire(import.meta.url)("undici/package.json") as { version: string };
  return `undici ${version} (npm)`;
}
