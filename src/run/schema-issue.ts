/** What a validator finds wrong, in words that may hold a stranger's: a path has the keys of a file in it. */
import type { z } from "zod";
import { shortText } from "../core/visible-text.ts";

/** `field machine.cpuCount: expected …`; without a path it is the field of that name. */
export function issueText({ issues }: z.ZodError, field: string): string {
  const { path, message } = issues[0]!;
  return `field ${shortText(path.join("."), 200) || field}: ${shortText(message, 500)}`;
}
