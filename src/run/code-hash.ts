/**
 * One value for the code that measures: a commit says nothing of what was changed since, nor of a tarball without
 * history. Whoever resumes or merges has to know that it was the same.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folders = ["bench", "runtimes", "src"];
const files = ["package.json", "package-lock.json"];

/** SHA-256, hexadecimal, over names and contents; tests and the page's script measure nothing and are left out. */
export function codeSha256(root: string): string {
  const hash = createHash("sha256");
  const found = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/")),
  );
  for (const name of [...found.filter(measures), ...files].sort()) {
    // Line ends are the checkout's, on Windows others than elsewhere.
    const text = readFileSync(path.join(root, name), "utf8").replaceAll("\r\n", "\n");
    hash.update(`${name}\0${text.length}\0${text}`);
  }
  return hash.digest("hex");
}

function measures(name: string): boolean {
  if (name.endsWith(".test.ts") || name.startsWith("src/page/") || name.startsWith("src/report/"))
    return false;
  return /\.(ts|js|json|py|txt|pem)$/.test(name);
}
