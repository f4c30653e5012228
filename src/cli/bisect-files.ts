/** The searches that are committed: a folder each in results/bisect/, with its trail and raw rounds; their pages. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { bisect } from "../core/bisect/bisect.ts";
import { bisectPage } from "../report/bisect/bisect-page.ts";
import type { EvidencePage } from "../report/input.ts";
import type { StudyPage } from "../report/study-page.ts";
import { loadTrail, replaying, trailFileIn } from "../run/bisect/trail-file.ts";
import { resultsFolder } from "../run/project.ts";

/** Each is gone through again from its raw rounds. Put there by `bisect --out results/bisect/NAME`. */
export async function committedBisectPages(): Promise<(EvidencePage & StudyPage)[]> {
  const all = path.join(resultsFolder, "bisect");
  const names = existsSync(all) ? readdirSync(all).sort() : [];
  const pages: (EvidencePage & StudyPage)[] = [];
  for (const name of names) {
    const folder = path.join(all, name);
    if (!existsSync(trailFileIn(folder))) continue;
    const trail = loadTrail(folder);
    const { of, versions } = trail.plan;
    const result = await bisect(trail.plan, replaying(trail, folder));
    const text = bisectPage(result, trail.commandLine);
    const title = `which version of ${of.runtime} from ${versions[0]} to ${versions.at(-1)} changed ${of.client}/${of.trust}/${of.scenario}`;
    pages.push({ name: `bisect/${name}/README.md`, title, text, pictures: new Map() });
  }
  return pages;
}
