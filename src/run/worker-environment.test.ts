import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { allRuntimes, contexts, scenarios, trusts } from "../core/model.ts";
import { baseEnvironment, needsExtraCa, scrubbedNames } from "./worker-environment.ts";

describe("needsExtraCa()", () => {
  it("is for default requests, which could not reach the fixture without, and for the control of that", () => {
    const needing = trusts.flatMap((trust) =>
      scenarios.flatMap((scenario) =>
        contexts
          .filter((context) => needsExtraCa({ trust, scenario, context }))
          .map((context) => `${trust}/${scenario}/${context}`),
      ),
    );
    const ofDefault = contexts.map((context) => `default/request/${context}`);
    const controls = trusts.flatMap((trust) => scenarios.map((scenario) => `${trust}/${scenario}/extra-ca`));
    assert.deepEqual(new Set(needing), new Set([...ofDefault, ...controls]));
  });
});

describe("scrubbedNames()", () => {
  it("names what would have mattered, and nothing else", () => {
    const environment = {
      NODE_OPTIONS: "x",
      https_proxy: "x",
      SSL_CERT_FILE: "x",
      PYTHONPATH: "x",
      HOME: "x",
      LANG: "x",
    };
    assert.deepEqual(scrubbedNames(environment), [
      "NODE_OPTIONS",
      "PYTHONPATH",
      "SSL_CERT_FILE",
      "https_proxy",
    ]);
  });
  it("leaves out the launcher's own compile cache, and no other", () => {
    const { NODE_COMPILE_CACHE } = baseEnvironment("node");
    assert.deepEqual(scrubbedNames({ NODE_COMPILE_CACHE }), []);
    assert.deepEqual(scrubbedNames({ NODE_COMPILE_CACHE: "elsewhere" }), ["NODE_COMPILE_CACHE"]);
  });
});

describe("baseEnvironment()", () => {
  it("is the same on every system, but for what Windows starts no process without", () => {
    for (const runtime of allRuntimes) {
      const { SystemRoot, ...rest } = baseEnvironment(runtime, "win32");
      assert.match(SystemRoot!, /Windows|^[A-Z]:/i);
      assert.deepEqual(rest, baseEnvironment(runtime, "linux"));
      assert.deepEqual(rest, baseEnvironment(runtime, "darwin"));
    }
  });
});
