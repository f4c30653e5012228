import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Case } from "../../../core/model.ts";
import { titleOf } from "../claim-sentence.ts";
import { syntheticFinding } from "../synthetic-findings.ts";
import { httpxRoots } from "./httpx-roots.ts";
import { absentText, presentText } from "./make-repro.ts";

const of: Case = { runtime: "python", client: "httpx.Client", trust: "default", scenario: "create" };

const claim = { low: 46, high: 53, expected: 1 };

function made(kind: "roots-parsed-again" | "shared-slower", changes: Partial<Case>) {
  const finding = syntheticFinding(kind, { of: { ...of, ...changes }, claim });
  return httpxRoots(finding, titleOf(finding));
}

describe("httpxRoots()", () => {
  it("is short, imports httpx alone besides the standard library, and says both answers", () => {
    for (const client of ["httpx.Client", "httpx.AsyncClient"]) {
      const repro = made("roots-parsed-again", { client });
      assert.ok(!("reason" in repro));
      const lines = repro.text.trimEnd().split("\n");
      assert.ok(lines.length <= 60, `${client}: ${lines.length} lines`);
      assert.ok(Math.max(...lines.map(({ length }) => length)) <= 120, client);
      assert.match(repro.text, /\n\nimport httpx\n\n/);
      assert.match(repro.text, /present = ratio >= 40$/m);
      assert.ok(repro.text.includes(presentText) && repro.text.includes(absentText));
      assert.equal(/\bawait\b/.test(repro.text), client === "httpx.AsyncClient");
    }
  });

  it("says of which kinds, clients and scenarios there is none", () => {
    for (const none of [
      made("shared-slower", {}),
      made("roots-parsed-again", { scenario: "request" }),
      made("roots-parsed-again", { client: "constructor" }),
    ]) {
      assert.ok("reason" in none);
      assert.match(none.reason, /there is none for .* of .* in (create|request)$/);
    }
  });
});
