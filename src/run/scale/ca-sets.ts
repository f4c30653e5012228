/** The sets of CAs that a scale study gives to clients: as the files that a worker reads, and what is in them. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { CaKindCount, CaSetFacts, ScalePlan } from "../../core/scale/scale-records.ts";
import { median } from "../../core/statistics/quantile.ts";
import type { TrustFiles } from "../../protocol/job.ts";
import type { Fixture } from "../fixture/certificates.ts";
import { caKind } from "./ca-kind.ts";
import { sha256, syntheticCas, writeWhole } from "./synthetic-cas.ts";

export type CaSets = Pick<ScalePlan, "caSets" | "caKinds">;

/**
 * Writes a file for every number of CAs, and one with the real roots. In each the fixture's CA is the last, as in
 * `bundle`: without it no request would be verified.
 */
export async function writeCaSets(
  fixture: Fixture,
  cacheFolder: string,
  caCounts: readonly number[],
): Promise<CaSets> {
  const bundle = JSON.parse(await readFile(fixture.trustFiles("bundle").caFile!, "utf8")) as string[];
  const [roots, privateCa] = [bundle.slice(0, -1), bundle.at(-1)!];
  const cas = await syntheticCas(cacheFolder, Math.max(...caCounts) - 1);
  const caSets: CaSetFacts[] = [];
  for (const caCount of caCounts) {
    const text = JSON.stringify([...cas.slice(0, caCount - 1), privateCa]);
    caSets.push({ caSet: "synthetic", caCount, sha256: sha256(text) });
    await writeWhole(caSetFile(fixture, caSets.at(-1)!), text);
  }
  const text = JSON.stringify(bundle);
  caSets.push({ caSet: "roots", caCount: bundle.length, sha256: sha256(text) });
  await writeWhole(caSetFile(fixture, caSets.at(-1)!), text);
  return { caSets, caKinds: caKinds(roots, cas) };
}

/** Beside the fixture's certificates, with which it goes when they have expired. */
function caSetFile({ caPemFile }: Fixture, facts: CaSetFacts): string {
  const { caSet, caCount } = facts;
  return path.join(path.dirname(caPemFile), `${caSet}-${caCount}-${facts.sha256.slice(0, 12)}.json`);
}

/** What a worker is given. Throws where the plan has no such set. */
export function trustFilesOf(
  fixture: Fixture,
  { caSets }: Pick<ScalePlan, "caSets">,
  wanted: Pick<CaSetFacts, "caSet" | "caCount">,
): TrustFiles {
  const facts = caSets.find(({ caSet, caCount }) => caSet === wanted.caSet && caCount === wanted.caCount);
  if (!facts)
    throw new Error(`find ${wanted.caCount} CAs of the set ${wanted.caSet}: the plan has no such set`);
  return { caFile: caSetFile(fixture, facts), certificateFile: null, keyFile: null };
}

/** By kind, the most frequent among the roots first. */
export function caKinds(roots: readonly string[], synthetic: readonly string[]): CaKindCount[] {
  const [ofRoots, ofSynthetic] = [Map.groupBy(roots, caKind), Map.groupBy(synthetic, caKind)];
  const medianBytes = (pems: readonly string[]) =>
    pems.length === 0 ? null : median(pems.map((pem) => pem.trim().length));
  return [...ofRoots]
    .map(([kind, own]) => {
      const twins = ofSynthetic.get(kind) ?? [];
      return {
        kind,
        roots: own.length,
        synthetic: twins.length,
        rootPemBytes: medianBytes(own),
        syntheticPemBytes: medianBytes(twins),
      };
    })
    .sort((a, b) => b.roots - a.roots);
}
