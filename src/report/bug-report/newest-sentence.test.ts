import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MeasuredPair } from "../../core/bug-report/evidence.ts";
import { newestSentence } from "./newest-sentence.ts";

const pair = (low: number, high: number): MeasuredPair => ({
  interval: { value: (low + high) / 2, low, high, confidence: 0.95 },
  cpuRatio: null,
  n: 13,
});

describe("newestSentence()", () => {
  it("says whether it is still so, in a part, gone, or not to be told", () => {
    for (const [overBase, overHead, words] of [
      [
        pair(3.8, 4),
        pair(1, 1.1),
        /^It is still so in deno 2\.9\.6: deno@2\.9\.6 ÷ deno@2\.7\.14 is 3\.90 \[3\.80, 4\.00\], n\u00a0=\u00a013\.$/,
      ],
      [
        pair(1.5, 1.7),
        pair(0.7, 0.9),
        /^By deno 2\.9\.6 a part of it is gone, and it is still slower than deno 2\.7\.14: /,
      ],
      [pair(0.9, 1.04), pair(0.3, 0.4), /^In deno 2\.9\.6 it is gone: /],
      [pair(0.9, 1.2), pair(0.3, 0.4), /^Whether it is still so in deno 2\.9\.6 is open: /],
    ] as const) {
      assert.match(newestSentence({ build: "deno@2.9.6", overBase, overHead }, "deno@2.7.14"), words);
    }
  });
});
