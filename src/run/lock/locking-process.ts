/** For tests: processes of their own that take a lock, and locks that somebody has left. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, type TestContext } from "node:test";
import type { LockHolder } from "./checkout-lock.ts";
import { ownNumberSpace } from "./running-process.ts";

// The runner of all tests sets it.
delete process.env.CTXCOST_WITHOUT_LOCK;

export const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
export const newFile = () => path.join(folder, String(files++), "measuring.lock");

export interface Taker {
  readonly child: ChildProcess;
  /** `held`, or the error's message. */
  readonly answer: string;
}

/** A process that takes the lock at `atMs` of the wall clock, says so, does `then`, and keeps it until its stdin ends. */
export async function takeIn(
  context: TestContext,
  file: string,
  { atMs = 0, then = "", uid = undefined as number | undefined } = {},
): Promise<Taker> {
  const script = `
    import { holdCheckout } from ${JSON.stringify(import.meta.resolve("./checkout-lock.ts"))};
    ${uid === undefined ? "" : `process.setuid(${uid});`}
    while (Date.now() < ${atMs});
    let answer = "held";
    try {
      holdCheckout({ command: "ctxcost run", onNote: (text) => (answer = text), file: ${JSON.stringify(file)} });
    } catch (error) {
      answer = error.message;
    }
    console.log(answer);
    ${then}
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  context.after(() => child.kill("SIGKILL"));
  const [output] = (await once(child.stdout!, "data")) as [Buffer];
  return { child, answer: output.toString().trim() };
}

/** A process that is something else. */
export async function stranger(context: TestContext): Promise<number> {
  const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"]);
  context.after(() => child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child.pid!;
}

/** A lock that somebody has left, or holds. */
export function leave(file: string, holder: Partial<LockHolder>): void {
  const usual = { pid: 1, beganAt: "0", ...ownNumberSpace(), since: "2026-01-01", command: "ctxcost memory" };
  leaveText(file, `${JSON.stringify({ ...usual, ...holder })}\n`);
}

export function leaveText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export const refusal =
  /^measure in this checkout: `ctxcost (run|memory)` does already \(process \d+, since .*\), and each would/;
