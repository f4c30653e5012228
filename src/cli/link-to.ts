/** Links from a page to a file. */
import path from "node:path";

/** A relative link, with slashes on every platform. */
export function linkTo(target: string, from: string): string {
  return path.relative(from, path.resolve(target)).replaceAll(path.sep, "/") || ".";
}
