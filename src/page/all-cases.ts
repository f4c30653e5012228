/** The table of all cases: its filters, the order of its rows, and the markdown of what is left of it. */
import { countText } from "../report/number-text.ts";
import { alignedTable } from "./aligned-table.ts";
import { element, existing } from "./element.ts";
import { parseTable } from "./inline-markdown.ts";
import { type SortKey, sortedIndexes } from "./row-order.ts";
import { type FilterName, filterNames, type View } from "./view.ts";

export class AllCases {
  readonly #table = existing<HTMLTableElement>("#cases");
  readonly #rows = [...this.#table.tBodies[0]!.rows];
  readonly #heads = [...this.#table.tHead!.rows[0]!.cells];
  readonly #form = existing<HTMLFormElement>("#filters");
  readonly #selects = new Map<FilterName, HTMLSelectElement>();
  readonly #find = element("input", { type: "search", id: "find", autocomplete: "off" });
  readonly #count = existing("#count");
  /** On paper nothing is opened. */
  readonly #opensCase = element("span", { class: "not-printed" }, " A client's name opens its case.");
  readonly #onChange: (change: Partial<View>) => void;

  constructor(onChange: (change: Partial<View>) => void) {
    this.#onChange = onChange;
    for (const row of this.#rows) this.#nameCells(row);
    for (const name of filterNames) this.#addFilter(name);
    this.#addSearch();
    for (const head of this.#heads) this.#addSorting(head);
    this.#form.hidden = false;
  }

  show(view: View): void {
    const unknown = [...this.#selects].flatMap(([name, select]) =>
      selectValue(name, select, view.filters[name]),
    );
    if (this.#find.value !== view.find) this.#find.value = view.find;
    const words = view.find.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of this.#rows) {
      row.hidden = !isWanted(row, view, words);
      this.#mark(row, row.dataset.case === view.case);
      if (!row.hidden) shown++;
    }
    this.#sort(view);
    if (view.case !== null) this.#showOpened();
    if (shown === 0) {
      this.#count.textContent = ["No row has all of this; take a filter away.", ...unknown].join(" ");
      return;
    }
    const text = `${countText(shown)} of ${countText(this.#rows.length)} rows.`;
    this.#count.replaceChildren(text, this.#opensCase);
  }

  #mark(row: HTMLTableRowElement, isOpen: boolean): void {
    row.toggleAttribute("data-open", isOpen);
    const link = row.querySelector("a")!;
    if (isOpen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  /** The rows that are shown, in their order. */
  markdown(source: string): string {
    const whole = parseTable(source);
    const order = [...this.#table.tBodies[0]!.rows].filter((row) => !row.hidden);
    return alignedTable({ ...whole, rows: order.map((row) => whole.rows[this.#rows.indexOf(row)]!) });
  }

  /** When the case is closed: its link, or the table where its rows are filtered away. */
  focus(id: string, options: FocusOptions = {}): void {
    const row = this.#rows.find((one) => one.dataset.case === id && !one.hidden);
    (row?.querySelector("a") ?? this.#table.parentElement!).focus(options);
  }

  /** Within the table, which is scrolled by itself; the page stays where it is. */
  #showOpened(): void {
    const row = this.#rows.find((one) => one.hasAttribute("data-open") && !one.hidden);
    const frame = this.#table.parentElement!;
    if (!row) return;
    const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight];
    const head = this.#table.tHead!.offsetHeight;
    if (top - head < frame.scrollTop) frame.scrollTop = top - head;
    if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight;
  }

  /** What a row is filtered by stands in its cells already. */
  #nameCells(row: HTMLTableRowElement): void {
    for (const [index, { dataset }] of this.#heads.entries()) {
      const name = filterNames.find((one) => one === dataset.name);
      if (name) row.dataset[name] = row.cells[index]!.textContent ?? "";
    }
    const { runtime, client, trust, scenario } = row.dataset;
    row.dataset.case = [runtime, client, trust, scenario].join("/");
  }

  #addFilter(name: FilterName): void {
    const values = [...new Set(this.#rows.map((row) => row.dataset[name] ?? ""))].filter(Boolean);
    const options = values.map((value) => element("option", { value }, value));
    const select = element(
      "select",
      { id: `filter-${name}` },
      element("option", { value: "" }, "all"),
      ...options,
    );
    select.addEventListener("change", () => this.#changed());
    this.#selects.set(name, select);
    this.#form.append(element("div", {}, element("label", { for: select.id }, name), select));
  }

  #addSearch(): void {
    this.#find.addEventListener("input", () => this.#changed());
    const clear = element("button", { type: "button" }, "Clear");
    clear.addEventListener("click", () => {
      this.#onChange({ filters: {}, find: "", sort: null, descending: false });
      this.#find.focus();
    });
    this.#form.append(
      element("div", { class: "find" }, element("label", { for: "find" }, "words"), this.#find),
      element("div", {}, clear),
    );
    this.#form.addEventListener("submit", (event) => event.preventDefault());
  }

  #changed(): void {
    const filters = Object.fromEntries(
      [...this.#selects].flatMap(([name, { value }]) => (value === "" ? [] : [[name, value]])),
    );
    this.#onChange({ filters, find: this.#find.value });
  }

  /** A first press sorts upwards, the second downwards, the third back to the order of the run. */
  #addSorting(head: HTMLTableCellElement): void {
    const name = head.dataset.name!;
    const button = element("button", { type: "button" }, head.textContent ?? "");
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      this.#onChange({
        sort: now === "descending" ? null : name,
        descending: now === "ascending",
      });
    });
  }

  #sort({ sort, descending }: View): void {
    const column = this.#heads.findIndex((head) => head.dataset.name === sort);
    for (const [index, head] of this.#heads.entries()) {
      if (index === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const keys = this.#rows.map((row) => keyOf(row.cells[column]));
    const order = column < 0 ? [...this.#rows.keys()] : sortedIndexes(keys, descending);
    const body = this.#table.tBodies[0]!;
    // With every letter that is typed the order is asked for; to lay out all rows anew takes longer than to compare.
    if (order.every((index, place) => body.rows[place] === this.#rows[index])) return;
    body.append(...order.map((index) => this.#rows[index]!));
  }
}

/**
 * Of another run's page a link may name what is not in this one: the filter shows it as long as it is asked for. Returns
 * what is to be said of it.
 */
function selectValue(name: FilterName, select: HTMLSelectElement, value = ""): string[] {
  select.querySelector("[data-unknown]")?.remove();
  const isKnown = [...select.options].some((option) => option.value === value);
  if (!isKnown) select.append(element("option", { value, "data-unknown": true }, value));
  select.value = value;
  return isKnown ? [] : [`This run has no ${name} ${value}.`];
}

function isWanted(
  { dataset, textContent }: HTMLElement,
  { filters }: View,
  words: readonly string[],
): boolean {
  if (!filterNames.every((name) => !filters[name] || dataset[name] === filters[name])) return false;
  const text = `${dataset.case} ${textContent}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function keyOf(cell: HTMLTableCellElement | undefined): SortKey {
  const number = cell?.dataset.sort;
  return { number: number ? Number(number) : null, text: cell?.textContent ?? "" };
}
