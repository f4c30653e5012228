/** Every study, in the order of the help and of the list of pages. A new one is a line here. */
import { memoryEntry } from "./memory-entry.ts";
import { profileEntry } from "./profile-entry.ts";
import { scaleEntry } from "./scale-entry.ts";
import { serviceEntry } from "./service-entry.ts";
import type { StudyEntry } from "./study-entry.ts";

export const studies: readonly StudyEntry[] = [serviceEntry, profileEntry, memoryEntry, scaleEntry];
