/** Which versions of a runtime there are to search in: those of the package that carries it for this platform. */
import type { RuntimeName } from "../../core/model.ts";
import { byVersion, isStable } from "../../core/versions/version-order.ts";
import { runNpm } from "../npm-command.ts";
import { packageOf } from "../runtime-binary.ts";
import { UsageError } from "../unknown-word.ts";

/** Stable ones from good to bad, both with them, in the order of their numbers. Asks the registry, by npm. */
export async function publishedVersions(runtime: RuntimeName, good: string, bad: string): Promise<string[]> {
  const entry = packageOf(runtime);
  if ("reason" in entry) throw new Error(`list versions of ${runtime}: ${entry.reason}`);
  let published: string[];
  try {
    const stdout = await runNpm(["view", entry.package, "versions", "--json"]);
    published = [JSON.parse(stdout) as string | string[]].flat();
  } catch {
    // npm's own sentences name registries and folders.
    throw new Error(
      `list versions of ${entry.package} with npm: it failed; try \`npm view ${entry.package} versions\`, or name the ` +
        "versions with --versions",
    );
  }
  expectPublished(published, entry.package, { "--good": good, "--bad": bad });
  return between(published, good, bad);
}

/** Before the first of the ends is fetched. */
export function expectPublished(
  versions: readonly string[],
  name: string,
  ends: Readonly<Record<string, string>>,
): void {
  for (const [option, version] of Object.entries(ends)) {
    if (versions.includes(version)) continue;
    const stable = versions.filter(isStable).sort(byVersion);
    const older = stable.findLast((one) => byVersion(one, version) < 0);
    const newer = stable.find((one) => byVersion(version, one) < 0);
    const nearest = [older, newer].filter((one) => one !== undefined).join(" and ") || "none";
    throw new UsageError(
      `${option} ${version}: no published version of ${name}; expected one of \`npm view ${name} versions\`, the nearest are ${nearest}`,
    );
  }
}

export function between(versions: readonly string[], good: string, bad: string): string[] {
  const inside = (one: string) => byVersion(good, one) <= 0 && byVersion(one, bad) <= 0;
  return [...new Set([...versions.filter((one) => isStable(one) && inside(one)), good, bad])].sort(byVersion);
}
