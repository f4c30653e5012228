import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fragmentOf, parseView, plainView } from "./view.ts";

describe("fragmentOf()", () => {
  it("comes back as the view it was made of", () => {
    const view = {
      filters: { runtime: "node", client: "Bun.connect", outcome: "~" },
      find: "a&b=c #%",
      sort: "ratio",
      descending: true,
      case: "node/node:tls/bundle/create",
    };
    assert.deepEqual(parseView(fragmentOf(view)), view);
  });

  it("leaves out what is as it is by default", () => {
    assert.equal(fragmentOf(plainView), "#view=all");
    assert.deepEqual(parseView("#view=all"), plainView);
    assert.equal(fragmentOf({ ...plainView, descending: true }), "#view=all");
    assert.equal(fragmentOf({ ...plainView, filters: { trust: "bundle" } }), "#trust=bundle");
  });
});

describe("parseView()", () => {
  it("takes a place on the page for no view", () => {
    assert.equal(parseView("#environment"), null);
    assert.deepEqual(parseView(""), plainView);
    assert.deepEqual(parseView("#"), plainView);
  });

  it("leaves words alone that it does not know", () => {
    assert.deepEqual(parseView("#runtime=&colour=red&__proto__=x"), plainView);
    assert.deepEqual(parseView("#order=descending&sort=wall")?.descending, true);
  });
});
