/** Published versions in their order, which is not that of publication where an older line is still cared for. */

/** `22.9.1` and nothing after it: no release candidate, no canary. */
export function isStable(version: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(version);
}

/** For `sort`: by number, part by part; a version with something after it comes before the same without. */
export function byVersion(a: string, b: string): number {
  const [first, second] = [parts(a), parts(b)];
  for (let place = 0; place < Math.max(first.numbers.length, second.numbers.length); place++) {
    const difference = (first.numbers[place] ?? 0) - (second.numbers[place] ?? 0);
    if (difference !== 0) return difference;
  }
  if (first.rest === second.rest) return 0;
  if (first.rest === "") return 1;
  if (second.rest === "") return -1;
  return first.rest < second.rest ? -1 : 1;
}

function parts(version: string): { readonly numbers: readonly number[]; readonly rest: string } {
  const [, numbers = "", rest = ""] = /^(\d+(?:\.\d+)*)?(.*)$/s.exec(version)!;
  return { numbers: numbers.split(".").map(Number), rest };
}
