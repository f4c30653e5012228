import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UsageError } from "../unknown-word.ts";
import { findPerf } from "./perf.ts";

describe("findPerf()", () => {
  it("says what to install where perf is missing", {
    skip: process.platform !== "linux" && "perf is Linux's",
  }, () => {
    assert.throws(
      () => findPerf("linux", "/nonexistent"),
      (error: Error) =>
        error instanceof UsageError && /not installed.*apt-get install linux-perf/.test(error.message),
    );
  });
  it("says that perf is a program of Linux elsewhere", () => {
    assert.throws(
      () => findPerf("darwin"),
      (error: Error) =>
        error instanceof UsageError && /perf is a program of Linux, this is darwin/.test(error.message),
    );
  });
});
