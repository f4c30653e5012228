/**
 * One measurement at a time in a checkout: two would share the machine's cores, and each would measure the other.
 *
 * The lock is a file in the cache that says who holds it. It comes into being whole, by a hard link, which only one of
 * several processes can make. One whose holder was killed is known by that process being gone, or by its number having
 * been given to another that began at another time; it is replaced under a second lock of the same kind, so that of two
 * that find it stale only one takes it. No timer keeps it fresh: a timer would run beside what is measured.
 */
import { randomBytes } from "node:crypto";
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, type Stats, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeFolder } from "../make-folder.ts";
import { cacheFolder, withoutProjectPath } from "../project.ts";
import { findProcess, ownNumberSpace } from "./running-process.ts";

const lockHolder = z.object({
  pid: z.number().int().positive(),
  beganAt: z.string().nullable(),
  boot: z.string().nullable(),
  namespace: z.string().nullable(),
  /** Since when it holds the lock; for people. */
  since: z.string(),
  command: z.string(),
});
export type LockHolder = z.infer<typeof lockHolder>;

export interface LockOptions {
  /** What the holder was asked to do, as it was typed. */
  readonly command: string;
  /** Told where the cache cannot be written to, and so nobody can hold a lock in it. */
  readonly onNote: (text: string) => void;
  readonly file?: string | undefined;
}

export const lockFile = path.join(cacheFolder, "measuring.lock");

/** Set by `make test`, whose tests measure side by side and time nothing. */
const switchedOff = "CTXCOST_WITHOUT_LOCK";

/** The cache is read-only, or another user's, or on a file system without hard links. */
const codesWithoutLock = ["EROFS", "EACCES", "EPERM", "ENOTSUP", "EOPNOTSUPP"];

const heldFiles = new Set<string>();

/** Takes the lock until this process ends. Throws an error that says who holds it. */
export function holdCheckout({ command, onNote, file = lockFile }: LockOptions): void {
  if (process.env[switchedOff] || heldFiles.has(file)) return;
  const text = `${JSON.stringify(holderOf(process.pid, command))}\n`;
  try {
    makeFolder(path.dirname(file));
    takeOrThrow(file, text);
  } catch (cause) {
    if (cause instanceof LockHeldError) throw cause;
    expectNobody(file);
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!codesWithoutLock.includes(code ?? "")) throw notTaken(file, message, cause);
    onNote(
      `no lock is held, as ${shown(file)} cannot be made (${code}): see to it that nothing else measures here`,
    );
    return;
  }
  heldFiles.add(file);
  process.on("exit", () => release(file, text));
}

class LockHeldError extends Error {
  override name = "LockHeldError";
}

function holderOf(pid: number, command: string): LockHolder {
  const beganAt = findProcess(pid)?.beganAt ?? null;
  return { pid, beganAt, ...ownNumberSpace(), since: new Date().toISOString(), command };
}

function notTaken(file: string, message: string, cause: unknown): Error {
  return new Error(
    `take the lock ${shown(file)}: ${withoutProjectPath(message)}; expected a folder that can be written to: ` +
      "check its free space",
    { cause },
  );
}

function takeOrThrow(file: string, text: string): void {
  // Whole before it has the lock's name: nobody ever reads half a lock.
  const own = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  // Nothing in it is secret, and another user must see who measures.
  writeFileSync(own, text, { flag: "wx", mode: 0o644 });
  try {
    const holder = take(file, own);
    if (holder) throw heldBy(file, holder);
  } finally {
    rmSync(own, { force: true });
  }
}

/** Far more often than the lock can change hands meanwhile. */
const mostAttempts = 100;

/** Makes `file` a link to `own`; returns who holds it where somebody else does. */
function take(file: string, own: string): LockHolder | null {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (isLinked(own, file)) return null;
    const found = readOrNull(file);
    // It was given back in between.
    if (found === null) continue;
    const holder = holderIn(found);
    if (holder && isRunning(holder)) return holder;
    const outcome = replaceStale(file, found, own);
    if (outcome !== "again") return outcome;
  }
  throw new Error(`it changed hands ${mostAttempts} times while it was read`);
}

/** Only who holds the second lock replaces the first: what it has read as stale stays so until it is done. */
function replaceStale(file: string, stale: string, own: string): LockHolder | null | "again" {
  const second = `${file}.stale`;
  const other = take(second, own);
  if (other) return other;
  try {
    // Whoever held the second lock before may have replaced the first already.
    if (readOrNull(file) !== stale) return "again";
    const copy = `${own}-new`;
    linkSync(own, copy);
    renameSync(copy, file);
    return null;
  } finally {
    rmSync(second, { force: true });
  }
}

function isLinked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    const found = code === "EACCES" || code === "EPERM" ? existing(file) : null;
    throw found === null ? error : heldUnreadably(file, found);
  }
}

/** Null also where the folder does not tell. */
function existing(file: string): Stats | null {
  try {
    return lstatSync(file);
  } catch {
    return null;
  }
}

/** Null for what no version of this program wrote: there is nobody to wait for. */
function holderIn(text: string): LockHolder | null {
  try {
    return lockHolder.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isRunning({ pid, beganAt, boot, namespace }: LockHolder): boolean {
  const here = ownNumberSpace();
  if (differ(boot, here.boot)) return false;
  // In another container, whose processes cannot be seen from here.
  if (differ(namespace, here.namespace)) return true;
  const found = findProcess(pid);
  return found !== null && !differ(found.beganAt, beganAt);
}

/** What is not known differs from nothing. */
function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** Where no lock can be made there may be one all the same, made by who can. */
function expectNobody(file: string): void {
  let found: string | null = null;
  try {
    found = readOrNull(file);
  } catch (error) {
    if (error instanceof LockHeldError) throw error;
    return;
  }
  const holder = found === null ? null : holderIn(found);
  if (holder && isRunning(holder)) throw heldBy(file, holder);
}

function heldBy(file: string, { pid, command, since, namespace }: LockHolder): LockHeldError {
  const isHere = !differ(namespace, ownNumberSpace().namespace);
  const advice = isHere
    ? `wait for its end, or end it (kill ${pid})`
    : `it runs in another container: wait for its end, or delete ${shown(file)} if it is no longer there`;
  return new LockHeldError(
    `measure in this checkout: \`${command}\` does already (process ${pid}, since ${since}), and each would measure ` +
      `the other; ${advice}`,
  );
}

/** Whoever made it may well run: what cannot be read is not known to be left. */
function heldUnreadably(file: string, { uid, mtime }: Stats): LockHeldError {
  return new LockHeldError(
    `measure in this checkout: ${shown(file)} cannot be read, so somebody else is taken to measure (the file is of the ` +
      `user with uid ${uid}, since ${mtime.toISOString()}), and each would measure the other; wait for its ` +
      `end, or delete ${shown(file)} if nothing of theirs measures here any more`,
  );
}

/** A lock that is another's by now is left alone. */
function release(file: string, text: string): void {
  try {
    if (readOrNull(file) === text) rmSync(file);
  } catch {
    // It is known as stale when this process is gone.
  }
}

function shown(file: string): string {
  return withoutProjectPath(file);
}
