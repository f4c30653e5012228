/** What older versions of Deno lack; the adapter is read on Node, as it asks Deno for nothing before it is told to. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unsupportedBefore } from "../bench/since.ts";
import type { Adapter } from "./adapter.ts";

// By a computed name: the types of this test are not Deno's.
const file = new URL("deno.ts", import.meta.url).href;
const { default: adapter } = (await import(file)) as { readonly default: Adapter };

const reasons = (version: string, client: string) =>
  unsupportedBefore(version, client, adapter.since).map(({ reason }) => reason);

describe("the adapter of Deno", () => {
  it("knows since when a refused handshake is only that, in node:tls and node:https", () => {
    for (const version of ["2.4.4", "2.6.8", "2.7.12"]) {
      assert.match(reasons(version, "node:tls").join(), /^a `tls\.connect` .* came with 2\.7\.13$/);
      assert.match(reasons(version, "node:https").join(), /^an `https\.request` .* came with 2\.7\.14$/);
    }
    assert.deepEqual(reasons("2.7.13", "node:tls"), []);
    assert.equal(reasons("2.7.13", "node:https").length, 1);
    assert.deepEqual(reasons("2.7.14", "node:https"), []);
  });

  it("says nothing of clients that older versions have", () => {
    assert.deepEqual(reasons("2.6.8", "fetch"), []);
  });
});
