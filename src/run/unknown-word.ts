/** An error for a word that is not among the known ones, with the nearest of them suggested. */
import { closest, distance } from "fastest-levenshtein";

/** Thrown for what the user asked for and can ask for differently; the command line exits with 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** `--runtime nod: unknown; did you mean node? Known: node, bun, deno` */
export function unknownWord(option: string, word: string, known: readonly string[]): UsageError {
  const nearest = known.length > 0 ? closest(word, known) : null;
  // Of a word of three letters, one with three others is no misspelling.
  const mostWrong = Math.min(3, Math.ceil(word.length / 2));
  const isNear = nearest !== null && distance(word.toLowerCase(), nearest.toLowerCase()) <= mostWrong;
  const suggestion = isNear ? ` Did you mean ${nearest}?` : "";
  return new UsageError(`${option} ${word}: unknown.${suggestion} Expected one of ${known.join(", ")}`);
}
