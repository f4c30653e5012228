/** Keeps the synthetic CAs in the cache folder: made once for the roots of one Node, which takes some 10 s. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import tls from "node:tls";
import { z } from "zod";
import { interleaved } from "../../core/scale/interleave.ts";
import { caKind } from "./ca-kind.ts";

/** Raised when the making changes; a cache of another format is made anew. */
const cacheFormat = 1;

const schema = z.object({
  cacheFormat: z.literal(cacheFormat),
  /** Of the roots that they were made after. */
  rootsSha256: z.string(),
  sha256: z.string(),
  cas: z.array(z.string()),
});

/**
 * The first `count` synthetic CAs as PEM texts, the same ones whenever they are asked for on this machine. In every
 * beginning the kinds have nearly the proportions of the roots.
 */
export async function syntheticCas(cacheFolder: string, count: number): Promise<string[]> {
  const file = path.join(cacheFolder, "synthetic-cas.json");
  const rootsSha256 = sha256(tls.rootCertificates.join("\n"));
  const known = await readUsable(file, rootsSha256);
  if (known && known.length >= count) return known.slice(0, count);
  // Loaded here: it takes 100 ms, and most studies find what they need in the cache.
  const { makeSyntheticCas } = await import("./make-synthetic-cas.ts");
  const byKind = Map.groupBy(tls.rootCertificates, caKind);
  const cas = await makeSyntheticCas(interleaved([...byKind.values()], count));
  const content = { cacheFormat, rootsSha256, sha256: sha256(cas.join("\n")), cas };
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
  await writeWhole(file, JSON.stringify(content));
  return cas;
}

/** Null where there is nothing usable, for whatever reason: it can be made again. */
async function readUsable(file: string, rootsSha256: string): Promise<string[] | null> {
  try {
    const content = schema.parse(JSON.parse(await readFile(file, "utf8")));
    if (content.rootsSha256 !== rootsSha256 || sha256(content.cas.join("\n")) !== content.sha256) return null;
    return content.cas;
  } catch {
    return null;
  }
}

/** By a rename, so that another process finds all of it or nothing. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(temporary, text, { mode: 0o600 });
  await rename(temporary, file);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
