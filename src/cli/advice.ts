/** Which advice belongs to which client, and its before and after as text: what the tables print is what a test ran. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Snippet } from "../report/input.ts";
import { projectRoot } from "../run/project.ts";

/** Advice files by `runtime/client`; `*` where the file is the same on every runtime. TypeScript where nothing is said. */
export const adviceFiles: Readonly<Record<string, string>> = {
  "*/node:tls": "tls",
  "*/node:https": "https",
  "*/undici": "undici",
  "*/undici-fetch": "undici-fetch",
  "*/node:http2": "http2",
  "bun/node:tls": "bun-node-tls",
  "bun/fetch": "bun-fetch",
  "bun/Bun.connect": "bun-connect",
  "deno/fetch": "deno-fetch",
  "deno/Deno.connectTls": "deno-connect-tls",
  "python/httpx.Client": "httpx.py",
};

/** All snippets, by `runtime/client` as in `adviceFiles`. */
export function readSnippets(): ReadonlyMap<string, Snippet> {
  const snippets = new Map<string, Snippet>();
  for (const [key, name] of Object.entries(adviceFiles)) {
    const file = `docs/advice/${name.includes(".") ? name : `${name}.ts`}`;
    const source = readFileSync(path.join(projectRoot, file), "utf8");
    snippets.set(key, {
      before: region(source, "before", file),
      after: region(source, "after", file),
      path: file,
      language: file.endsWith(".py") ? "python" : "ts",
    });
  }
  return snippets;
}

const commentMark = /^(\/\/|#) /;

/** The lines between the comments `#region NAME` and the next `#endregion`, without their common indentation. */
export function region(source: string, name: string, file: string): string {
  const lines = source.split("\n");
  const start = lines.findIndex((line) => line.trim().replace(commentMark, "") === `#region ${name}`);
  const end = lines.findIndex(
    (line, index) => index > start && line.trim().replace(commentMark, "") === "#endregion",
  );
  if (start < 0 || end < 0) throw new Error(`read ${file}: expected a region named ${name}`);
  const body = lines.slice(start + 1, end);
  const indent = Math.min(
    ...body.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length),
  );
  return body.map((line) => line.slice(indent)).join("\n");
}
