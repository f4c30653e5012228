/** Locks that processes of their own take: no two have one, and no dead one keeps it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { holdCheckout, type LockHolder } from "./checkout-lock.ts";
import { leave, leaveText, newFile, refusal, stranger, takeIn } from "./locking-process.ts";
import { findProcess, ownNumberSpace } from "./running-process.ts";

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
