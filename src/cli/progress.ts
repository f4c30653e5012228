/** Shows a run while it goes: a bar on a terminal, plain lines elsewhere, failures always. */
import { createLogUpdate } from "log-update";
import type { OnEvent, Phase, RunEvent } from "../run/events.ts";

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
  /** Monotonic time in ms. */
  readonly now: () => number;
}

export interface Progress {
  readonly onEvent: OnEvent;
  stop(): void;
}

const phaseNames: Record<Phase, string> = {
  fetch: "fetching versions",
  describe: "asking the runtimes",
  verify: "checking premises",
  calibrate: "calibrating",
  measure: "measuring",
};

export function createProgress(options: ProgressOptions): Progress {
  if (options.quiet) return { onEvent: failuresTo(options.stream), stop: () => {} };
  return options.stream.isTTY ? terminalProgress(options) : plainProgress(options);
}

function failuresTo(stream: NodeJS.WriteStream): OnEvent {
  return (event) => {
    const text = permanentText(event);
    if (text && event.kind !== "note") stream.write(`${text}\n`);
  };
}

/** Text that stays on the screen, or null. */
function permanentText(event: RunEvent): string | null {
  switch (event.kind) {
    case "failure":
      return `failed: ${event.label}: ${event.reason}`;
    case "missing":
      return `missing: ${event.runtime}: ${event.reason}`;
    case "note":
      return `note: ${event.text}`;
    default:
      return null;
  }
}

interface Position {
  phase: Phase;
  label: string;
  done: number;
  total: number;
  startedMs: number;
}

function follow(position: Position, event: RunEvent, nowMs: number): void {
  if (event.kind === "phase") {
    Object.assign(position, { ...event, label: "", done: 0, startedMs: nowMs });
  } else if (event.kind === "step") {
    position.label = event.label;
  } else if (event.kind === "step-done") {
    position.done++;
  }
}

function newPosition(nowMs: number): Position {
  return { phase: "describe", label: "", done: 0, total: 0, startedMs: nowMs };
}

function terminalProgress({ stream, now }: ProgressOptions): Progress {
  const update = createLogUpdate(stream);
  const beginMs = now();
  const position = newPosition(beginMs);
  return {
    onEvent(event) {
      const text = permanentText(event);
      if (text) {
        update.clear();
        stream.write(`${text}\n`);
      }
      follow(position, event, now());
      update(barText(position, now(), beginMs, stream.columns ?? 80));
    },
    stop: () => update.clear(),
  };
}

/** Two lines: the bar with its numbers, and the case that runs. */
export function barText(position: Position, nowMs: number, beginMs: number, columns: number): string {
  const { done, total, phase, label } = position;
  const share = total === 0 ? 0 : done / total;
  const width = Math.max(10, Math.min(40, columns - 60));
  const filled = Math.round(share * width);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  const left = remainingMs(position, nowMs);
  const numbers = [
    `${done}/${total}`,
    `elapsed ${clockText(nowMs - beginMs)}`,
    ...(left === null ? [] : [`left ${clockText(left)}`]),
  ].join("  ");
  return `${bar}  ${phaseNames[phase]}  ${numbers}\n  ${label}`
    .split("\n")
    .map((line) => line.slice(0, columns - 1))
    .join("\n");
}

/** By the mean of the steps done in this phase; null before there are enough to say. */
function remainingMs({ done, total, startedMs }: Position, nowMs: number): number | null {
  return done < 5 ? null : ((nowMs - startedMs) / done) * (total - done);
}

function clockText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A line a phase, and one for every tenth of the measuring. */
function plainProgress({ stream, now }: ProgressOptions): Progress {
  const beginMs = now();
  const position = newPosition(beginMs);
  let tenth = 0;
  return {
    onEvent(event) {
      const text = permanentText(event);
      if (text) stream.write(`${text}\n`);
      follow(position, event, now());
      const { phase, done, total } = position;
      if (event.kind === "phase") {
        tenth = 0;
        stream.write(`${phaseNames[phase]}: ${total} to do\n`);
      } else if (event.kind === "step-done" && Math.floor((done * 10) / total) > tenth) {
        tenth = Math.floor((done * 10) / total);
        const left = remainingMs(position, now());
        const leftText = left === null ? "" : `, left ${clockText(left)}`;
        stream.write(
          `${phaseNames[phase]}: ${done}/${total}, elapsed ${clockText(now() - beginMs)}${leftText}\n`,
        );
      }
    },
    stop: () => {},
  };
}
