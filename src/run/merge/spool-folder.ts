/** Where the lines of runs are while they are merged: a hidden folder beside the result, which does not outlive the merge. */
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { makeResultsFolder, meaningOf } from "../store.ts";

/** Beside the result, in `folder`: what is renamed into its place has to be on its disk. */
export async function withSpoolFolder<Value>(
  folder: string,
  action: (spoolFolder: string) => Promise<Value>,
): Promise<Value> {
  const spoolFolder = makeSpoolFolder(folder);
  const remove = () => rmSync(spoolFolder, { recursive: true, force: true });
  const endListening = beforeSignals(remove);
  try {
    return await action(spoolFolder);
  } finally {
    endListening();
    remove();
  }
}

function makeSpoolFolder(folder: string): string {
  makeResultsFolder(folder);
  try {
    return mkdtempSync(path.join(folder, ".merge-"));
  } catch (cause) {
    throw new Error(
      `write into the folder ${folder}: ${meaningOf(cause)}; expected one that can be written to; choose another place with --out`,
      { cause },
    );
  }
}

/**
 * Does `action`, then lets the process end by the signal that came: no `finally` is run then. What is being read may
 * never come (a pipe), and a thread that waits for it would keep the process from an end of its own.
 */
function beforeSignals(action: () => void): () => void {
  const onSignal = (name: NodeJS.Signals) => {
    endListening();
    action();
    console.error(`interrupted by ${name}; nothing is merged`);
    process.kill(process.pid, name);
  };
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const endListening = () => {
    for (const name of names) process.off(name, onSignal);
  };
  for (const name of names) process.on(name, onSignal);
  return endListening;
}
