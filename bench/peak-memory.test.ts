import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";

const script = `
const { peakRssBytes } = await import(${JSON.stringify(path.join(import.meta.dirname, "peak-memory.ts"))});
console.log(peakRssBytes(), process.resourceUsage().maxRSS * 1024);
`;

describe("peakRssBytes()", () => {
  it("is this program's, also where a large one started it", {
    skip: process.platform !== "linux" && "only Linux tells",
  }, () => {
    const ballast = Buffer.alloc(400 * 1024 ** 2, 1);
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    const [own, withStarter] = stdout.trim().split(" ").map(Number) as [number, number];
    assert.ok(own > 10 * 1024 ** 2 && own < ballast.length / 2, `${own} bytes`);
    // Why this module is there; where it no longer holds, it can go.
    assert.ok(withStarter >= ballast.length, `${withStarter} bytes`);
  });
});
