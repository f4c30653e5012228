import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runMain } from "./run-main.ts";

describe("--from, with options that say how to measure,", () => {
  const wrong: [string[], string][] = [
    [["service", "--rate", "5", "--seed", "3", "--out", "x.jsonl"], "--seed, --rate, --out"],
    [["memory", "--rounds", "3"], "--rounds"],
    [["profile", "--native", "--quick"], "--quick, --native"],
    [["scale", "--runtime", "bun"], "--runtime"],
    [["versions", "--runtime", "bun", "--client", "node:tls"], "--client, --runtime"],
  ];
  for (const [[command, ...words], ignored] of wrong) {
    it(`is refused for ${command}, and says which`, () => {
      const { status, stderr } = runMain(command!, "--from", "any.jsonl", ...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, new RegExp(`leave out ${ignored}, or --from`));
    });
  }

  it("is no obstacle to --quiet and --publish", () => {
    const { status, stderr } = runMain("scale", "--from", "no-such-file.jsonl", "--quiet", "--publish");
    assert.equal(status, 1);
    assert.match(stderr, /no-such-file\.jsonl/);
  });
});
