import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { atTimes } from "./open-loop.ts";

const now = () => performance.now() * 1e6;
const everyNs = (step: number, count: number) => Array.from({ length: count }, (_, index) => index * step);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function blockMs(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe("atTimes()", () => {
  it("acts once for each time, in order, and never before it", async () => {
    const seen: number[] = [];
    const lates: number[] = [];
    await atTimes(now, now(), everyNs(3.3e6, 10), (index, lateNs) => {
      seen.push(index);
      lates.push(lateNs);
    });
    assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.ok(
      lates.every((late) => late >= 0),
      String(lates),
    );
  });

  it("does what became due while the loop was stalled, with how late each is", async () => {
    const lates: number[] = [];
    await atTimes(now, now(), everyNs(10e6, 30), (index, lateNs) => {
      lates.push(lateNs / 1e6);
      if (index === 5) blockMs(100);
    });
    // Those of 10, 20 … 100 ms after the stall's beginning: 90, 80 … late, or more.
    for (let behind = 1; behind <= 9; behind++) {
      assert.ok(lates[5 + behind]! >= 100 - 10 * behind - 1, `${behind}: ${lates[5 + behind]}`);
    }
  });

  it("lets the loop turn where every act takes longer than the gap to the next", async () => {
    const lates: number[] = [];
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await atTimes(now, now(), everyNs(2e6, 20), (_index, lateNs) => {
      lates.push(lateNs);
      blockMs(4);
    });
    clearInterval(ticking);
    assert.equal(lates.length, 20);
    // Were all done in one turn, nothing would be read until the last had begun.
    assert.ok(turns >= 1);
  });

  it("waits for nothing that an act began", async () => {
    let ended = 0;
    await atTimes(now, now(), everyNs(1e6, 5), () => {
      pause(200).then(() => ended++);
    });
    assert.equal(ended, 0);
  });
});
