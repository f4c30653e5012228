/** What is shown, as the fragment of the page's address has it: a link shows what its sender saw. */

export const filterNames = ["runtime", "client", "trust", "scenario", "context", "outcome"] as const;
export type FilterName = (typeof filterNames)[number];

export interface View {
  readonly filters: Readonly<Partial<Record<FilterName, string>>>;
  /** Words that a row must all have. */
  readonly find: string;
  /** The name of the column that the rows are sorted by; null for the order of the run. */
  readonly sort: string | null;
  readonly descending: boolean;
  /** The case that is looked into. */
  readonly case: string | null;
}

export const plainView: View = { filters: {}, find: "", sort: null, descending: false, case: null };

/** Null for a fragment that is a place on the page and no view. */
export function parseView(fragment: string): View | null {
  const text = fragment.replace(/^#/, "");
  if (text !== "" && !text.includes("=")) return null;
  const words = new URLSearchParams(text);
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const value = words.get(name);
    if (value) filters[name] = value;
  }
  return {
    filters,
    find: words.get("find") ?? "",
    sort: words.get("sort") || null,
    descending: words.get("order") === "descending",
    case: words.get("case") || null,
  };
}

/**
 * What is as it is by default is left out. Where all is, a word stands for it: a browser takes an empty fragment for the
 * top of the page and would jump there.
 */
export function fragmentOf(view: View): string {
  const words = new URLSearchParams();
  for (const name of filterNames) {
    const value = view.filters[name];
    if (value) words.set(name, value);
  }
  if (view.find !== "") words.set("find", view.find);
  if (view.sort !== null) words.set("sort", view.sort);
  if (view.sort !== null && view.descending) words.set("order", "descending");
  if (view.case !== null) words.set("case", view.case);
  if (words.size === 0) words.set("view", "all");
  return `#${words}`;
}
