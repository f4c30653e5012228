/** The order of rows under a column. */

export interface SortKey {
  /** The column's number; null where the row has none. */
  readonly number: number | null;
  readonly text: string;
}

/** Indexes of the rows. By number where any row has one, else by text; rows without come last in either direction. */
export function sortedIndexes(keys: readonly SortKey[], descending: boolean): number[] {
  const direction = descending ? -1 : 1;
  const byNumber = keys.some(({ number }) => number !== null);
  const compare = (a: SortKey, b: SortKey) => {
    if (!byNumber) return direction * a.text.localeCompare(b.text, "en", { numeric: true });
    if (a.number === null || b.number === null) return Number(a.number === null) - Number(b.number === null);
    return direction * (a.number - b.number);
  };
  return [...keys.keys()].sort((a, b) => compare(keys[a]!, keys[b]!) || a - b);
}
