/** What a run tells whoever watches it. The command line turns these into progress. */
import type { RuntimeName } from "../core/model.ts";

export type Phase = "fetch" | "describe" | "verify" | "calibrate" | "measure";

export type RunEvent =
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "missing"; readonly runtime: RuntimeName; readonly reason: string }
  | { readonly kind: "phase"; readonly phase: Phase; readonly total: number }
  /** A process is about to start. */
  | { readonly kind: "step"; readonly label: string }
  | { readonly kind: "step-done" }
  | { readonly kind: "failure"; readonly label: string; readonly reason: string };

export type OnEvent = (event: RunEvent) => void;
