import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { embedded } from "./embedded.ts";

const value = {
  a: "</script><!--<script>",
  b: ["\u2028", '"', "µ"],
  c: Array.from({ length: 50_000 }, (_, i) => i),
};

describe("embedded()", () => {
  it("cannot end its element, and says the same", () => {
    const text = embedded(value);
    assert.match(text, /^[A-Za-z0-9+/=]+$/);
    assert.deepEqual(JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString()), value);
  });

  it("is the same text whenever it is made", (context) => {
    const first = embedded(value);
    context.mock.timers.enable({ apis: ["Date"], now: 5e12 });
    assert.equal(embedded(value), first);
  });
});
