/**
 * Which frames of a profile count as building a TLS context, per runtime, and why: the only place that says so. A
 * profile has no native frames of its own; native work shows under the function of JavaScript that called it, or as a
 * frame without a file where the engine knows the native function's name. A frame counts with everything above it.
 */
import type { RuntimeName } from "../model.ts";
import type { CallFrame } from "./cpu-profile.ts";

export interface CreationFrame {
  readonly functionName: string;
  /** The end of the file's address; empty for a native function. */
  readonly file: string;
  readonly reason: string;
}

export const creationFrames: Record<RuntimeName, readonly CreationFrame[]> = {
  node: [
    {
      functionName: "createSecureContext",
      file: "node:internal/tls/common",
      reason: "builds the context; OpenSSL's parsing is under it",
    },
  ],
  bun: [],
  deno: [],
};

export function isCreation(runtime: RuntimeName, frame: CallFrame): boolean {
  return creationFrames[runtime].some(
    ({ functionName, file }) =>
      frame.functionName === functionName && (file === "" ? frame.url === "" : frame.url.endsWith(file)),
  );
}
