/** One case: every round, quantiles by operation index, what the server counted, on what, and how to run it again. */
import type { PageCase, PageData } from "../core/report-page/page-data.ts";
import { countText } from "../report/number-text.ts";
import { processesTable, roundsTable, slicesTable } from "./case-tables.ts";
import { colourLegend, legend } from "./context-marks.ts";
import { copyButton } from "./copy-button.ts";
import { element, existing } from "./element.ts";
import { type RawArm, rawChart } from "./raw-chart.ts";
import type { RawRun } from "./raw-run.ts";
import { mostRows, rawTable } from "./raw-table.ts";
import { roundsChart } from "./rounds-chart.ts";
import { inline, shownTable } from "./shown-table.ts";
import { slicesChart } from "./slices-chart.ts";

/** A wider chart is no easier to read. */
const widestChart = 900;

/** Within A4 and Letter, whatever their margins; where there is less the style sheet makes it smaller. */
const widestOnPaper = 640;

export class CaseView {
  readonly #place = existing("#case");
  readonly #data: PageData;
  readonly #onClose: () => void;
  #shown: PageCase | null = null;
  #raw: RawRun | null = null;
  #charts: (() => void)[] = [];
  #widest = widestChart;

  constructor(data: PageData, onClose: () => void) {
    this.#data = data;
    this.#onClose = onClose;
    this.#place.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#onClose();
    });
    // In another width, or in the dark, a chart is another one.
    new ResizeObserver(() => this.#draw()).observe(this.#place);
    // Paper is narrower than the window, and an observer would hear of it when all is printed.
    window.addEventListener("beforeprint", () => this.#drawWithin(widestOnPaper));
    window.addEventListener("afterprint", () => this.#drawWithin(widestChart));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
  }

  /** Returns whether it is another case than before. */
  show(id: string | null): boolean {
    if (id === (this.#shown?.id ?? null)) return false;
    const found = this.#data.cases.find((one) => one.id === id) ?? null;
    this.#shown = found;
    this.#place.hidden = id === null;
    this.#fill(id);
    return true;
  }

  /** At the top of the window: the focus alone would leave it at the lower edge, below the table. */
  focus(): void {
    this.#place.querySelector("h3")?.focus({ preventScroll: true });
    this.#place.scrollIntoView({ block: "start" });
  }

  /** Every operation, from now on. */
  showRaw(raw: RawRun): void {
    this.#raw = raw;
    this.#fill(this.#shown?.id ?? null);
  }

  #fill(id: string | null): void {
    this.#charts = [];
    if (id === null) this.#place.replaceChildren();
    else this.#place.replaceChildren(this.#head(id), ...this.#body());
    this.#draw();
  }

  #head(id: string): HTMLElement {
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", this.#onClose);
    const heading = element("h3", { tabindex: -1 }, id);
    return element("div", { class: "case-head" }, heading, close);
  }

  #body(): Node[] {
    const of = this.#shown;
    if (!of) {
      const text = "This run has no such case. The link may be of another run's page.";
      return [element("p", { class: "empty" }, text)];
    }
    return [
      element("p", {}, of.arms.length === 0 ? notMeasured : countsText(of)),
      lines(of.notes),
      ...of.tables.flatMap(({ title, text }) => [element("h4", {}, title), shownTable(text, title)]),
      ...(of.arms.length > 0 ? this.#measured(of) : []),
      ...this.#origin(of),
    ];
  }

  #measured(of: PageCase): Node[] {
    const rounds = this.#data.plannedRounds;
    const contexts = of.arms.map(({ context }) => context);
    return [
      element("h4", {}, "Every round: the median operation of each process"),
      legend(contexts),
      this.#chart((width) => roundsChart(of, rounds, width)),
      shownTable(roundsTable(of, rounds), "Every round"),
      element("h4", {}, "By operation index"),
      element(
        "p",
        {},
        "Quantiles of the operations of all the arm's processes: they say how a process changes as it grows older, and are no intervals.",
      ),
      legend(contexts),
      this.#chart((width) => slicesChart(of, width)),
      folded("Quantiles by operation index as numbers", () => shownTable(slicesTable(of), "Quantiles")),
      element("h4", {}, "Every operation"),
      ...this.#operations(of),
      element("h4", {}, "Every process, and what the server counted"),
      folded("All processes of this case", () => shownTable(processesTable(of), "Every process")),
    ];
  }

  #operations(of: PageCase): Node[] {
    const raw = this.#raw;
    if (!raw) {
      const text = `Every raw operation is drawn here once ${this.#data.rawFileName} has been dropped on the page.`;
      return [element("p", { class: "empty" }, text)];
    }
    const arms = of.arms.map(
      ({ id, context }): RawArm => ({ context, observations: raw.byArm.get(id) ?? [] }),
    );
    const rounds = [...new Set(arms.flatMap(({ observations }) => observations.map(({ round }) => round)))];
    rounds.sort((a, b) => a - b);
    if (rounds.length === 0)
      return [element("p", { class: "empty" }, "The file has no operation of this case.")];
    return [
      colourLegend(of.arms.map(({ context }) => context)),
      this.#chart((width) => rawChart(of.id, arms, width)),
      folded("The operations of one round as numbers", () => operationsOfRound(arms, rounds)),
    ];
  }

  #origin(of: PageCase): Node[] {
    const runtime = this.#data.runtimes.find((one) => one.runtime === of.of.runtime);
    return [
      element("h4", {}, "On what"),
      lines([...(runtime ? [runtime.title, ...runtime.facts] : []), ...this.#data.machine]),
      element("p", {}, element("a", { href: "#environment" }, "All of the environment")),
      ...this.#again(of),
    ];
  }

  #again(of: PageCase): Node[] {
    if (of.again === null) return [];
    const needs = this.#data.againNeeds;
    return [
      element("h4", {}, "This case alone, again"),
      command(of.again),
      ...(needs === null ? [] : [element("p", {}, ...inline(needs))]),
      element("h4", {}, "Its raw observations, from the file"),
      ...of.arms.map(({ raw }) => command(raw)),
    ];
  }

  /** Drawn when it is known how wide it may be. */
  #chart(draw: (width: number) => Element): HTMLElement {
    const place = element("div", { class: "chart-place" });
    let drawn = "";
    this.#charts.push(() => {
      const width = Math.min(this.#widest, Math.floor(place.clientWidth));
      const now = `${width} ${window.matchMedia("(prefers-color-scheme: dark)").matches}`;
      if (width < 50 || now === drawn) return;
      drawn = now;
      place.replaceChildren(draw(width));
    });
    return place;
  }

  #drawWithin(widest: number): void {
    this.#widest = widest;
    this.#draw();
  }

  #draw(): void {
    for (const draw of this.#charts) draw();
  }
}

const notMeasured = "Not measured: nothing of this case could be, and there is no command for it. Why:";

function countsText({ warmupOperations, timedOperations }: PageCase): string {
  return `In each process: one first operation, ${countText(warmupOperations)} of warm-up, ${countText(timedOperations)} timed.`;
}

function lines(texts: readonly string[]): HTMLElement {
  return element("ul", {}, ...texts.map((text) => element("li", {}, ...inline(text))));
}

function command(text: string): HTMLElement {
  const code = element("pre", { tabindex: 0, "aria-label": "Command" }, element("code", {}, text));
  return element(
    "div",
    { class: "command" },
    copyButton("Copy", () => text),
    code,
  );
}

/** Made when it is opened: a table of all processes is long. */
function folded(title: string, make: () => Node): HTMLElement {
  const details = element("details", {}, element("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(make());
  });
  return details;
}

function operationsOfRound(arms: readonly RawArm[], rounds: readonly number[]): HTMLElement {
  const select = element(
    "select",
    { id: "raw-round" },
    ...rounds.map((round) => element("option", { value: round }, String(round))),
  );
  const place = element("div", {});
  const show = () =>
    place.replaceChildren(
      shownTable(rawTable(arms, Number(select.value)), `Operations of round ${select.value}`),
    );
  select.addEventListener("change", show);
  show();
  return element(
    "div",
    {},
    element("p", {}, element("label", { for: select.id }, "round "), select),
    element("p", {}, `At most the first ${countText(mostRows)} of a process; the file has all.`),
    place,
  );
}
