/**
 * The records of a results file with other texts in every field that may hold any: the same run in a stranger's words. What
 * names the same thing names it still: a client is in cases, arms, the ids of observations and what its runtime says.
 */
import { plain } from "../../report/markdown.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Of texts that the validators take as they are. */
const freeFields = new Set([
  ...[
    "client",
    "name",
    "build",
    "api",
    "sharedObject",
    "remark",
    "notHeld",
    "reason",
    "detail",
    "stderr",
    "excluded",
  ],
  ...[
    "version",
    "source",
    "tlsLibrary",
    "extraCaVariable",
    "binarySha256",
    "bundleSha256",
    "sha256",
    "keyAlgorithm",
  ],
  ...[
    "tlsVersion",
    "keyExchange",
    "serverRuntime",
    "platform",
    "architecture",
    "kernel",
    "operatingSystem",
    "cpuModel",
  ],
  ...[
    "governor",
    "virtualization",
    "startedAt",
    "finishedAt",
    "gitCommit",
    "url",
    "commandLine",
    "warnings",
    "file",
  ],
  ...[
    "scrubbedEnvironment",
    "setEnvironment",
    "mitata",
    "undici",
    "runtimeVersion",
    "packageThatRan",
    "notShared",
  ],
  ...["firstError", "functionName", "scriptId", "versions"],
]);

/** Put together of a build, a client and words of the suite, with a stroke between them. */
const compositeFields = new Set(["id", "armId"]);

export type Rename = (text: string) => string;

/** A word for each text, different ones for different ones, so that what is told apart or put together is the same. */
export function renaming(words: readonly string[]): Rename {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const number = known.size;
    const word = words[number % words.length] ?? "";
    const free = [word, `${word}${number}`, `${number}${word}`].find((one) => !taken.has(plain(one)));
    const made = free ?? `${number}${word}${number}`;
    taken.add(plain(made));
    known.set(text, made);
    return made;
  };
}

export function renamedRecords(records: readonly unknown[], rename: Rename): unknown[] {
  const names = new Set<string>();
  for (const record of records) collectNames(record as Json, names);
  return records.map((record) => renamed(record as Json, { field: "", parent: "", names, rename }));
}

/** Of clients and builds, which ids are made of. */
function collectNames(value: Json, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if ((key === "client" || key === "build") && typeof one === "string") names.add(one);
    else collectNames(one, names);
  }
}

interface Place {
  readonly field: string;
  readonly parent: string;
  readonly names: ReadonlySet<string>;
  readonly rename: Rename;
}

function renamed(value: Json, place: Place): Json {
  const { field, parent, names, rename } = place;
  if (typeof value === "string") {
    if (compositeFields.has(field)) return renamedId(value, names, rename);
    const isFree = freeFields.has(field) || (field === "kind" && parent === "caKinds");
    return isFree ? rename(value) : value;
  }
  // What is in a list belongs to the list's field.
  if (Array.isArray(value)) return value.map((one) => renamed(one, place));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]): [string, Json] => {
    if (freeFields.has(field) && field !== "undici") return [rename(key), renamed(one, place)];
    if (field === "busyLoopNs") return [renamedId(key, names, rename), one];
    return [key, renamed(one, { ...place, field: key, parent: field })];
  });
  return Object.fromEntries(entries);
}

function renamedId(id: string, names: ReadonlySet<string>, rename: Rename): string {
  return id
    .split("/")
    .map((part) => (names.has(part) ? rename(part) : part))
    .join("/");
}
