/** Locks that processes of their own take: no two have one, and no dead one keeps it. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { holdCheckout, type LockHolder } from "./checkout-lock.ts";
import { findProcess, ownNumberSpace } from "./running-process.ts";

// The runner of all tests sets it.
delete process.env.CTXCOST_WITHOUT_LOCK;

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => path.join(folder, String(files++), "measuring.lock");

interface Taker {
  readonly child: ChildProcess;
  /** `held`, or the error's message. */
  readonly answer: string;
}

/** A process that takes the lock at `atMs` of the wall clock, says so, does `then`, and keeps it until its stdin ends. */
async function takeIn(
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
async function stranger(context: TestContext): Promise<number> {
  const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"]);
  context.after(() => child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child.pid!;
}

/** A lock that somebody has left, or holds. */
function leave(file: string, holder: Partial<LockHolder>): void {
  const usual = { pid: 1, beganAt: "0", ...ownNumberSpace(), since: "2026-01-01", command: "ctxcost memory" };
  leaveText(file, `${JSON.stringify({ ...usual, ...holder })}\n`);
}

function leaveText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const refusal =
  /^measure in this checkout: `ctxcost (run|memory)` does already \(process \d+, since .*\), and each would/;

describe("holdCheckout()", () => {
  it("refuses a second process, and says who holds the lock and how to end it", async (context) => {
    const file = newFile();
    const first = await takeIn(context, file);
    assert.equal(first.answer, "held");
    const second = await takeIn(context, file);
    assert.match(second.answer, refusal);
    assert.ok(second.answer.endsWith(`wait for its end, or end it (kill ${first.child.pid})`), second.answer);
  });

  it("gives the lock back at every end of the process, and leaves nothing else behind", async (context) => {
    for (const then of ["process.exit(3);", "throw new Error('boom');", "process.exit();", ""]) {
      const file = newFile();
      const { child, answer } = await takeIn(context, file, { then });
      assert.equal(answer, "held");
      child.stdin!.end();
      if (child.exitCode === null) await once(child, "exit");
      assert.deepEqual(readdirSync(path.dirname(file)), [], then);
    }
  });

  it("takes it once a process, however often it is asked", () => {
    const file = newFile();
    const options = { command: "ctxcost run", onNote: assert.fail, file };
    holdCheckout(options);
    holdCheckout(options);
    const holder = JSON.parse(readFileSync(file, "utf8")) as LockHolder;
    assert.deepEqual([holder.pid, holder.command], [process.pid, "ctxcost run"]);
    assert.equal(holder.beganAt, findProcess(process.pid)!.beganAt);
  });

  it("does nothing where the tests' variable is set", () => {
    const file = newFile();
    process.env.CTXCOST_WITHOUT_LOCK = "1";
    try {
      holdCheckout({ command: "ctxcost run", onNote: assert.fail, file });
    } finally {
      delete process.env.CTXCOST_WITHOUT_LOCK;
    }
    assert.equal(existsSync(file), false);
  });
});

describe("holdCheckout() with a lock that was left", () => {
  it("takes that of a process that was killed", async (context) => {
    const file = newFile();
    const { child } = await takeIn(context, file);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.ok(existsSync(file), "it is still there");
    assert.equal((await takeIn(context, file)).answer, "held");
    assert.deepEqual(readdirSync(path.dirname(file)), [path.basename(file)], "and nothing else");
  });

  it("takes one whose number belongs to another process by now, and not one whose process runs", async (context) => {
    const pid = await stranger(context);
    const { beganAt } = findProcess(pid)!;
    const reused = newFile();
    leave(reused, { pid, beganAt: beganAt === null ? null : `${beganAt}0` });
    if (beganAt !== null) assert.equal((await takeIn(context, reused)).answer, "held");
    const running = newFile();
    leave(running, { pid, beganAt });
    assert.match((await takeIn(context, running)).answer, refusal);
  });

  it("takes one of before the machine's start, though its number is a living process's", async (context) => {
    const pid = await stranger(context);
    const file = newFile();
    leave(file, { pid, beganAt: null, boot: "another" });
    const { answer } = await takeIn(context, file);
    if (ownNumberSpace().boot === null) assert.match(answer, refusal);
    else assert.equal(answer, "held");
  });

  it("leaves one of another container alone, whose processes it cannot see, and says what to do", {
    skip: ownNumberSpace().namespace === null && "this system has no such containers",
  }, async (context) => {
    const file = newFile();
    leave(file, { pid: 2 ** 22 - 1, namespace: "pid:[1]" });
    assert.match(
      (await takeIn(context, file)).answer,
      /another container: wait for its end, or delete \S+ if it is/,
    );
  });

  it("leaves one alone that another process is taking over", async (context) => {
    const pid = await stranger(context);
    const file = newFile();
    leave(file, { pid: 2 ** 22 - 1 });
    leave(`${file}.stale`, { pid, beganAt: findProcess(pid)!.beganAt });
    const { answer } = await takeIn(context, file);
    assert.match(answer, refusal);
    assert.ok(answer.includes(`process ${pid}`), answer);
  });

  it("takes one that was left while another was being taken over", async (context) => {
    const file = newFile();
    leave(file, { pid: 2 ** 22 - 1 });
    leave(`${file}.stale`, { pid: 2 ** 22 - 1 });
    assert.equal((await takeIn(context, file)).answer, "held");
    assert.deepEqual(readdirSync(path.dirname(file)), [path.basename(file)]);
  });
});

describe("holdCheckout() with a file that", () => {
  it("is no lock takes it: there is nobody to wait for", async (context) => {
    for (const text of ["", "{", "null", '{"pid":-1}', '{"pid":"1","__proto__":{}}']) {
      const file = newFile();
      leaveText(file, text);
      assert.equal((await takeIn(context, file)).answer, "held", text);
    }
  });

  it("eight find at once, and left, gives it to one alone of them", async (context) => {
    for (let repetition = 0; repetition < 3; repetition++) {
      const file = newFile();
      leave(file, { pid: 2 ** 22 - 1 });
      const atMs = Date.now() + 800;
      const takers = await Promise.all(Array.from({ length: 8 }, () => takeIn(context, file, { atMs })));
      const holders = takers.filter(({ answer }) => answer === "held");
      assert.equal(holders.length, 1, takers.map(({ answer }) => answer).join("\n"));
      for (const { answer } of takers) if (answer !== "held") assert.match(answer, refusal);
      const { pid } = JSON.parse(readFileSync(file, "utf8")) as LockHolder;
      assert.equal(pid, holders[0]!.child.pid);
      for (const { child } of takers) child.kill("SIGKILL");
      await sleep(0);
    }
  });
});

/** Of the user `nobody`, on most systems; any that is not root does. */
const otherUser = 65534;

describe("holdCheckout() of another user", {
  skip: process.getuid?.() !== 0 && "root alone can become another user",
}, () => {
  /** Files in a folder that everybody can write to, or root alone. */
  function sharedFile(mode: number): string {
    const file = newFile();
    chmodSync(folder, 0o755);
    mkdirSync(path.dirname(file));
    chmodSync(path.dirname(file), mode);
    return file;
  }

  it("is refused while root measures, and says what root does", async (context) => {
    for (const mode of [0o777, 0o755]) {
      const file = sharedFile(mode);
      assert.equal((await takeIn(context, file)).answer, "held");
      assert.match((await takeIn(context, file, { uid: otherUser })).answer, refusal);
    }
  });

  it("is refused by a lock that it cannot read, and learns whose that is and what to do", async (context) => {
    for (const mode of [0o777, 0o755]) {
      const file = sharedFile(mode);
      leave(file, { pid: 2 ** 22 - 1 });
      chmodSync(file, 0o600);
      assert.match(
        (await takeIn(context, file, { uid: otherUser })).answer,
        /^measure in this checkout: \S+measuring\.lock cannot be read.* uid 0, since .*Z\).* or delete \S+ if nothing/,
      );
      assert.ok(existsSync(file), "it is left alone");
    }
  });

  it("takes one that was left and can be read, where the folder lets it", async (context) => {
    const file = sharedFile(0o777);
    leave(file, { pid: 2 ** 22 - 1 });
    assert.equal((await takeIn(context, file, { uid: otherUser })).answer, "held");
  });

  it("gets the note where the folder is not theirs and nobody holds a lock in it", async (context) => {
    const { answer } = await takeIn(context, sharedFile(0o755), { uid: otherUser });
    assert.match(answer, /no lock is held, as \S+ cannot be made \(EACCES\): see to it/);
  });
});

describe("holdCheckout() where no lock can be made", () => {
  it("says what is wrong with the folder", () => {
    const file = path.join(newFile(), "below-a-file");
    leaveText(path.dirname(file), "");
    assert.throws(
      () => holdCheckout({ command: "ctxcost run", onNote: assert.fail, file }),
      /take the lock \S+below-a-file: (EEXIST|ENOTDIR).*expected a folder that can be written to: check its free space/,
    );
  });

  it("goes on with a note where the folder is another's", {
    skip: (process.getuid?.() ?? 0) === 0 && "root may write everywhere; see odd-system.test.ts",
  }, () => {
    const file = newFile();
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o500 });
    const notes: string[] = [];
    holdCheckout({ command: "ctxcost run", onNote: (text) => notes.push(text), file });
    assert.match(notes.join(), /no lock is held, as \S+ cannot be made \(EACCES\): see to it/);
  });
});
