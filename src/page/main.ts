/** The script of results/report.html: puts the page's parts together, and keeps the view in the page's address. */
import type { PageData } from "../core/report-page/page-data.ts";
import { alignedSource } from "./aligned-table.ts";
import { AllCases } from "./all-cases.ts";
import { CaseView } from "./case-view.ts";
import { makeCopy } from "./copy-button.ts";
import { DroppedFile } from "./dropped-file.ts";
import { existing } from "./element.ts";
import { embeddedData } from "./embedded-data.ts";
import { fragmentOf, parseView, plainView, type View } from "./view.ts";

/** The page as it is shown: its view, which its address keeps, and the parts that follow it. */
class Page {
  readonly #data: PageData;
  readonly #allCases = new AllCases((change) => this.#go({ ...this.#view, ...change }, "replace"));
  readonly #caseView: CaseView;
  #view: View = parseView(location.hash) ?? plainView;
  /** The link that a place was come to by, and gone back to. */
  #followed: HTMLElement | null = null;

  constructor(data: PageData) {
    this.#data = data;
    this.#caseView = new CaseView(data, () => this.#closeCase());
  }

  start(): void {
    this.#enableCopying();
    document.addEventListener("click", (event) => this.#followLink(event));
    window.addEventListener("hashchange", () => {
      const next = parseView(location.hash);
      if (next && fragmentOf(next) !== fragmentOf(this.#view)) this.#render(next);
    });
    window.addEventListener("popstate", ({ state }) => this.#comeBack(state));
    new DroppedFile(this.#data, (run) => this.#caseView.showRaw(run));
    this.#render(this.#view);
    // The table is far below; a case is scrolled to by its focus.
    if (this.#view.case === null && !this.#isPlain()) showPlace(existing("#all-cases"));
  }

  /** A case is a step in the browser's history, a filter is not. */
  #go(next: View, how: "push" | "replace"): void {
    const fragment = fragmentOf(next);
    // Some browsers tell of this step too as if it were the way back.
    this.#followed = null;
    if (how === "push") location.hash = fragment;
    else location.replace(fragment);
    this.#render(next);
  }

  #render(next: View): void {
    const closed = this.#view.case;
    this.#view = next;
    this.#allCases.show(next);
    if (!this.#caseView.show(next.case)) return;
    if (next.case !== null) this.#caseView.focus();
    // By the way back the browser scrolls; what had the focus in the case is gone with it.
    else if (closed !== null && document.activeElement === document.body) {
      this.#allCases.focus(closed, { preventScroll: true });
    }
  }

  #closeCase(): void {
    const closed = this.#view.case;
    this.#go({ ...this.#view, case: null }, "push");
    if (closed !== null) this.#allCases.focus(closed);
  }

  /** A link names the case alone, or a place; what is filtered stays. */
  #followLink(event: MouseEvent): void {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='#']") : null;
    // With a modifier the link is to open elsewhere.
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const opened = parseView(link.hash)?.case;
    if (opened) {
      event.preventDefault();
      this.#go({ ...this.#view, case: opened }, "push");
      return;
    }
    // A place on the page: the address keeps what is filtered, where something is.
    const place = document.getElementById(link.hash.slice(1));
    if (!place || this.#isPlain()) return;
    event.preventDefault();
    // A step of its own under the same address, or the way back would lead off the page.
    history.pushState({ place: place.id }, "");
    this.#followed = link;
    showPlace(place);
  }

  /** The browser scrolls to where one was; the keyboard has to be brought along. */
  #comeBack(state: unknown): void {
    const place = placeOf(state);
    if (place) showPlace(place);
    else this.#followed?.focus({ preventScroll: true });
    if (!place) this.#followed = null;
  }

  #isPlain(): boolean {
    return fragmentOf(this.#view) === fragmentOf(plainView);
  }

  #enableCopying(): void {
    for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy[data-table]")) {
      const source = this.#data.tables[Number(button.dataset.table)] ?? "";
      const isOfCases = button.parentElement?.querySelector("#cases") !== null;
      makeCopy(button, () => (isOfCases ? this.#allCases.markdown(source) : alignedSource(source)));
    }
  }
}

/** Of a step in the browser's history that goes to a place. */
function placeOf(state: unknown): HTMLElement | null {
  const isPlace = typeof state === "object" && state !== null && "place" in state;
  return isPlace ? document.getElementById(String(state.place)) : null;
}

/** As a browser does by itself: a place in what is folded is opened first, and the keyboard goes on from there. */
function showPlace(place: HTMLElement): void {
  for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  place.scrollIntoView();
  // Of a section its heading: around all of it a frame says nothing. Neither takes the focus unless it is told to.
  const focused = place.querySelector<HTMLElement>(":scope > h2") ?? place;
  focused.tabIndex = -1;
  focused.focus({ preventScroll: true });
}

/** On paper nothing can be opened. */
function openAllForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    const closed = [...document.querySelectorAll("details")].filter((details) => !details.open);
    // Some browsers say it twice.
    opened.push(...closed);
    for (const details of closed) {
      details.open = true;
      // The browser's own event would come after the paper.
      details.dispatchEvent(new Event("toggle"));
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}

openAllForPrint();
embeddedData().then(
  (data) => {
    new Page(data).start();
    document.documentElement.toggleAttribute("data-ready", true);
  },
  (cause: unknown) => {
    existing("#count").textContent =
      `This browser cannot read what is inside the page, so that it cannot filter, sort or show a case's rounds; everything else is here. (${cause})`;
  },
);
