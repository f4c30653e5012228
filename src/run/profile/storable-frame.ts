/** A frame as it may be stored and published: where it is in the project, and nothing of the machine's folders. */
import type { CallFrame } from "../../core/profile/cpu-profile.ts";
import { withoutProjectPath } from "../project.ts";

/** Inside the project from its root, e.g. `bench/measure.ts`; elsewhere the file's name alone, e.g. `…/index.js`. */
export function storableFrame(frame: CallFrame): CallFrame {
  return { ...frame, functionName: storableText(frame.functionName), url: storableText(frame.url) };
}

/** An absolute path, or one as an address; perf writes them inside a function's name. */
const absolutePath = /(^|\s)(?:file:\/\/)?(?:[A-Za-z]:)?(?:[/\\][^\s/\\]+)+[/\\]([^\s/\\]*)/g;

function storableText(text: string): string {
  return withoutProjectPath(text)
    .replaceAll(/(^|\s)\.[/\\]/g, "$1")
    .replaceAll(absolutePath, "$1…/$2");
}
