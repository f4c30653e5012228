/**
 * Text of a stranger's file that shows what it holds: nothing in it moves a terminal's cursor, turns the direction of the
 * letters around it (https://trojansource.codes), ends a line where nobody expects it, or cannot be written as UTF-8 or XML.
 */

const hidden =
  /(?![\t\n])[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u{E0000}-\u{E007F}]/gu;

/** Line feeds and tabs stay. */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, "\uFFFD");
}

/** In one line, and no longer than this many characters. */
export function shortText(text: string, longest: number): string {
  // Cut first: what follows is not worth the time where the text is of megabytes.
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return visibleText(cut).replaceAll(/\s+/g, " ");
}

/** A value of JSON for an error message. What it holds is not looked into: it may be nested a million deep. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(shortText(value, 40)) : String(value);
}
