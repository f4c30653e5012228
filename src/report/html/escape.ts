/** Text inside HTML that stays text, whatever a results file holds. */

import { visibleText } from "../../core/visible-text.ts";

/** For an element's content and for an attribute between double quotes. */
export function escapeHtml(text: string): string {
  return visibleText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
