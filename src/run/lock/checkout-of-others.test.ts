/** Locks in a checkout of another user, or where none can be made. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { holdCheckout } from "./checkout-lock.ts";
import { folder, leave, leaveText, newFile, refusal, takeIn } from "./locking-process.ts";

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
