/** The browser that results/report.html is tested in. */
import { existsSync } from "node:fs";

/** Debian's, unless this variable names another. */
export const chromiumVariable = "CTXCOST_CHROMIUM";

/** Null where there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const file = environment[chromiumVariable] || "/usr/bin/chromium";
  return existsSync(file) ? file : null;
}

export const chromiumMissing = `not found: the tests of results/report.html are skipped; \`apt-get install chromium\`, or name one in ${chromiumVariable}`;
