/**
 * A record that is there twice would count twice: a run that was put together of two copies of a file is surer of
 * everything than it may be.
 */
import { shortText, shownValue } from "../core/visible-text.ts";

export class RepeatedRecords {
  readonly #kinds = new Set<string>();
  readonly #measured = new Set<string>();

  /**
   * Of a header, a plan, a finish line, a check: all that says which.
   *
   * @param field where it says so; null of what several say together
   */
  expectOne(what: string, where: string, field: string | null = "kind"): void {
    if (this.#kinds.has(what)) {
      const place = field === null ? where : `${where}, field ${field}`;
      throw new Error(`${place}: expected one ${shortText(what, 120)} a file, got another`);
    }
    this.#kinds.add(what);
  }

  /** @param words what says which process measured: the first of them what, the others when */
  expectNew(words: readonly [string, ...(string | number)[]], where: string): void {
    const key = JSON.stringify(words);
    if (this.#measured.has(key)) {
      const [what, ...when] = words;
      throw new Error(
        `${where}: ${shownValue(what)} was measured before in ${when.join(", ")}; expected it once`,
      );
    }
    this.#measured.add(key);
  }
}
