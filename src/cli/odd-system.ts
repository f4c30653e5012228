/** For tests: disks that are full or read-only, and networks of their own, where the system lets root make them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** Why no file system can be mounted here; false where one can. */
export const cannotMount = reasonAgainst("mount a file system", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-mount-"));
  try {
    const error = tried("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder);
    return error ?? tried("umount", folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Why no network of its own can be made here; false where one can. */
export const cannotUnshare = reasonAgainst("make a network", () =>
  tried("unshare", "--net", "ip", "link", "set", "lo", "up"),
);

/** Null where the command succeeds. */
function tried(command: string, ...words: string[]): string | null {
  const { status, stderr, error } = spawnSync(command, words, { encoding: "utf8" });
  if (status === 0) return null;
  return error?.message ?? stderr.trim();
}

function reasonAgainst(what: string, attempt: () => string | null): string | false {
  if (process.platform !== "linux") return `only Linux is asked to ${what}`;
  if (process.getuid?.() !== 0) return `only root may ${what}`;
  const error = attempt();
  return error === null ? false : `this system does not let root ${what}: ${error}`;
}

function mount(...words: string[]): void {
  const error = tried("mount", ...words);
  if (error !== null) throw new Error(`mount ${words.join(" ")}: ${error}; expected it to be possible`);
}

export interface Disk {
  readonly folder: string;
  makeReadOnly(): void;
  remove(): void;
}

/** An empty one, in a folder that is made where it is missing. Its size is rounded up to whole pages. */
export function mountDisk(folder: string, kilobytes: number): Disk {
  mkdirSync(folder, { recursive: true });
  mount("-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder);
  return {
    folder,
    makeReadOnly: () => mount("-o", "remount,ro", folder),
    remove: () => unmount(folder),
  };
}

/** Makes a folder read-only with what is in it; call the result to make it as it was. */
export function withoutWriting(folder: string): () => void {
  mount("--bind", folder, folder);
  mount("-o", "remount,bind,ro", folder);
  return () => unmount(folder);
}

function unmount(folder: string): void {
  // Lazily: somebody may have a file in it open yet.
  tried("umount", "--lazy", folder);
}

/** The command as it is run in a network that has nothing but the loopback, after the settings have been written. */
export function inNetwork(
  settings: Readonly<Record<string, string>>,
  command: readonly string[],
): readonly [string, readonly string[]] {
  const lines = Object.entries(settings).map(([file, value]) => `echo '${value}' > /proc/sys/net/${file}`);
  const script = [...lines, "ip link set lo up", 'exec "$@"'].join(" && ");
  return ["unshare", ["--net", "sh", "-c", script, "sh", ...command]];
}
