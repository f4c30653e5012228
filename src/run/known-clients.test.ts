import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { describeRuntimes, pinnedBuilds } from "./describe-runtimes.ts";
import { expectKnownClients, lackingClient, referenceClients } from "./known-clients.ts";
import { projectRoot } from "./project.ts";

const node = await describeRuntimes(pinnedBuilds(projectRoot, ["node"]));

describe("expectKnownClients()", () => {
  it("lets pass what a runtime has", async () => {
    await expectKnownClients(["node:tls", "undici"], node);
  });

  it("names the runtimes that have it", async () => {
    await assert.rejects(expectKnownClients(["node:tls", "fetch"], node), {
      name: "UsageError",
      message: "--client fetch: not a client of node; bun and deno have it: --runtime bun,deno",
    });
  });

  it("suggests a client of any runtime where none has it", async () => {
    await assert.rejects(
      expectKnownClients(["Bun.conect"], node),
      /--client Bun\.conect: unknown\. Did you mean Bun\.connect\?/,
    );
  });
});

describe("lackingClient()", () => {
  const missing = [
    { runtime: "python", reason: "not installed: run `make reference`" },
    { runtime: "bun", reason: "not installed: run `npm ci`" },
  ] as const;

  it("says of the reference's clients whose they are, and how to get it", () => {
    const { message } = lackingClient("httpx.Client", node.facts, { facts: [], missing });
    assert.equal(
      message,
      "--client httpx.Client: a client of python, the reference, which is not installed: run `make reference`",
    );
  });

  it("says which runtimes could not be asked", () => {
    const { message } = lackingClient("fetch", node.facts, { facts: [], missing });
    assert.match(message, /--client fetch: unknown\..*; bun is not installed: run `npm ci`$/);
  });
});

describe("referenceClients", () => {
  it("are those of the worker that Python runs", () => {
    const adapter = readFileSync(
      path.join(projectRoot, "runtimes", "python", "worker", "adapter.py"),
      "utf8",
    );
    const named = [...adapter.matchAll(/^ {4}"([\w.-]+)": \("worker\./gm)].map(([, name]) => name!);
    assert.ok(named.length > referenceClients.length, adapter);
    const controls = ["empty", "plain-http"];
    assert.deepEqual(new Set(named.filter((name) => !controls.includes(name))), new Set(referenceClients));
  });
});
