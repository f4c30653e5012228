/** Notes under a table: the same text has the same number, so that cells stay short. */

export class Notes {
  readonly #texts: string[] = [];

  /** Returns the reference, e.g. `[2]`. */
  refer(text: string): string {
    let index = this.#texts.indexOf(text);
    if (index < 0) index = this.#texts.push(text) - 1;
    return `[${index + 1}]`;
  }

  /** The numbered list; empty where nothing was referred to. */
  toString(): string {
    return this.#texts.map((text, index) => `${index + 1}. ${text}`).join("\n");
  }
}
