/** The script of results/report.html: puts the page's parts together, and keeps the view in the page's address. */
import type { PageData } from "../core/report-page/page-data.ts";
import { alignedSource } from "./aligned-table.ts";
import { AllCases } from "./all-cases.ts";
import { CaseView } from "./case-view.ts";
import { makeCopy } from "./copy-button.ts";
import { DroppedFile } from "./dropped-file.ts";
import { existing } from "./element.ts";
import { fragmentOf, parseView, plainView, type View } from "./view.ts";

const data = JSON.parse(existing("#data").textContent ?? "") as PageData;
let view: View = parseView(location.hash) ?? plainView;
const allCases = new AllCases((change) => go({ ...view, ...change }, "replace"));
const caseView = new CaseView(data, closeCase);

/** A case is a step in the browser's history, a filter is not. */
function go(next: View, how: "push" | "replace"): void {
  const fragment = fragmentOf(next);
  if (how === "push") location.hash = fragment;
  else location.replace(fragment);
  render(next);
}

function render(next: View): void {
  view = next;
  allCases.show(view);
  if (caseView.show(view.case) && view.case !== null) caseView.focus();
}

function closeCase(): void {
  const closed = view.case;
  go({ ...view, case: null }, "push");
  if (closed !== null) allCases.linkOf(closed)?.focus();
}

/** A link names the case alone; what is filtered stays. */
function openLinkedCase(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const opened = link && parseView(link.hash)?.case;
  // With a modifier the link is to open elsewhere.
  if (!opened || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go({ ...view, case: opened }, "push");
}

function enableCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy[data-table]")) {
    const source = data.tables[Number(button.dataset.table)] ?? "";
    const isOfCases = button.parentElement?.querySelector("#cases") !== null;
    makeCopy(button, () => (isOfCases ? allCases.markdown(source) : alignedSource(source)));
  }
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

enableCopying();
openAllForPrint();
document.addEventListener("click", openLinkedCase);
window.addEventListener("hashchange", () => {
  const next = parseView(location.hash);
  if (next && fragmentOf(next) !== fragmentOf(view)) render(next);
});
new DroppedFile(data, (run) => caseView.showRaw(run));
render(view);
document.documentElement.toggleAttribute("data-ready", true);
