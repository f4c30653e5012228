/** Takes a run's file, plain or gzipped, and reads it without holding the page up. */
import type { PageData } from "../core/report-page/page-data.ts";
import { countText, wholePercent } from "../report/number-text.ts";
import { element, existing } from "./element.ts";
import { RawRun } from "./raw-run.ts";
import { linesOf } from "./read-lines.ts";

/** So long at a time the reading keeps the page waiting; a person notices some 100 ms. */
const sliceMs = 12;

/** Each is decompressed in one go, to a thousand times as much at most. */
const pieceBytes = 4096;

export class DroppedFile {
  readonly #place = existing("#drop");
  readonly #status = element("p", { role: "status" });
  /** The status, and what sends it back to its place. */
  readonly #line = element("div", { class: "status" }, this.#status);
  readonly #data: PageData;
  readonly #onRun: (run: RawRun) => void;
  /** Of the file that was dropped last: one that is still being read gives up. */
  #latest = 0;

  constructor(data: PageData, onRun: (run: RawRun) => void) {
    this.#data = data;
    this.#onRun = onRun;
    const input = element("input", { type: "file", id: "raw-file", accept: ".jsonl,.gz" });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) void this.#take(file);
    });
    this.#place.append(
      element("h3", {}, "Every raw operation"),
      element(
        "p",
        {},
        element("label", { for: input.id }, "Drop "),
        element("code", {}, data.rawFileName),
        " anywhere on this page, or choose it: it is read here and sent nowhere. ",
        input,
      ),
      this.#line,
    );
    this.#addDismissal(input);
    this.#place.hidden = false;
    this.#listen();
  }

  /** The keyboard goes on where it was. */
  #addDismissal(input: HTMLElement): void {
    const button = element("button", { type: "button" }, "Dismiss");
    let before: EventTarget | null = null;
    button.addEventListener("focus", ({ relatedTarget }) => {
      before = relatedTarget;
    });
    button.addEventListener("click", () => {
      this.#line.toggleAttribute("data-floating", false);
      (before instanceof HTMLElement ? before : input).focus({ preventScroll: true });
    });
    this.#line.append(button);
  }

  #listen(): void {
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      document.body.toggleAttribute("data-dropping", true);
    });
    document.addEventListener("dragleave", () => document.body.toggleAttribute("data-dropping", false));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      document.body.toggleAttribute("data-dropping", false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      // Dropped anywhere on a long page, it is answered where whoever dropped it looks.
      this.#line.toggleAttribute("data-floating", true);
      void this.#take(file);
    });
  }

  async #take(file: File): Promise<void> {
    const ticket = ++this.#latest;
    this.#status.className = "";
    try {
      const run = await this.#read(file, () => ticket === this.#latest);
      if (run === null) return;
      const cut = run.isWhole ? "" : " The run did not come to its end; this is what there is.";
      this.#say(
        `${file.name}: ${countText(run.operations)} operations of ${countText(run.observations)} processes, of this run.${cut} ` +
          "Each case now shows all of its own.",
      );
      this.#onRun(run);
    } catch (error) {
      if (ticket !== this.#latest) return;
      this.#status.className = "failed";
      this.#say(`Read ${file.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  /** Null where another file was dropped meanwhile. */
  async #read(file: File, isLatest: () => boolean): Promise<RawRun | null> {
    const { runId, schemaVersion, cases } = this.#data;
    const armIds = new Set(cases.flatMap(({ arms }) => arms.map(({ id }) => id)));
    const run = new RawRun({ runId, schemaVersion, armIds });
    let readBytes = 0;
    const counted = file.stream().pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          readBytes += chunk.byteLength;
          for (let from = 0; from < chunk.byteLength; from += pieceBytes) {
            controller.enqueue(chunk.subarray(from, from + pieceBytes));
          }
        },
      }),
    );
    const text = (await isGzip(file)) ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
    let since = performance.now();
    const breathe = async () => {
      if (performance.now() - since < sliceMs) return;
      if (isLatest()) this.#say(`Reading ${file.name}: ${wholePercent(readBytes / file.size)}`);
      await nextTask();
      since = performance.now();
    };
    for await (const line of linesOf(text, breathe)) {
      if (!isLatest()) return null;
      run.add(line);
      await breathe();
    }
    return run.finish();
  }
}

/** By its first bytes: a name may lie. */
async function isGzip(file: File): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** Lets the browser paint and answer first. A timer would wait 4 ms each time. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
