/** A page of evidence as it is written. */
import type { EvidencePage } from "../report/input.ts";

/** A page with its text, and the pictures on it by their path relative to the page. */
export interface PageFiles extends EvidencePage {
  readonly text: string;
  readonly pictures: ReadonlyMap<string, string>;
}
