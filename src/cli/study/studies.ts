/** Every study, in the order of the help and of the list of pages. A new one is a line here. */
import { profileEntry } from "./profile-entry.ts";
import type { StudyEntry } from "./study-entry.ts";

export const studies: readonly StudyEntry[] = [profileEntry];
