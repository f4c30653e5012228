import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stacksOf } from "../../core/profile/stacks.ts";
import { parsePerfScript } from "./perf-script.ts";

const text = `# a comment of perf's
node 12/12  100.000500:
\t    55d2c0 OPENSSL_sk_push+0x10 (/opt/node/bin/node)
\t    55d2c1 node::crypto::SecureContext::AddCACert(v8::FunctionCallbackInfo<v8::Value> const&) (/opt/node/bin/node)
\t    7f0001 JS:~createSecureContext node:internal/tls/common:90:3 (/tmp/perf-12.map)

libuv-worker 12/13  100.000100:
\t    55d2c9 [unknown] (/opt/node/bin/node)
\t    55d2ca [unknown] ([vdso])

node 12/12  100.001500:
\t    55d2c0 OPENSSL_sk_push+0x10 (/opt/node/bin/node)
\t    55d2c1 node::crypto::SecureContext::AddCACert(v8::FunctionCallbackInfo<v8::Value> const&) (/opt/node/bin/node)
\t    7f0001 JS:~createSecureContext node:internal/tls/common:90:3 (/tmp/perf-12.map)

`;
const { profile, processes } = parsePerfScript(text);

describe("parsePerfScript()", () => {
  it("makes stacks, outermost first, under their thread", () => {
    const stacks = stacksOf(profile).map(({ frames, samples }) => ({
      names: frames.map(({ functionName, url }) => [functionName, url]),
      samples,
    }));
    assert.deepEqual(stacks, [
      {
        names: [
          ["thread node", ""],
          ["createSecureContext", "node:internal/tls/common"],
          ["node::crypto::SecureContext::AddCACert(v8::FunctionCallbackInfo<v8::Value> const&)", "node"],
          ["OPENSSL_sk_push", "node"],
        ],
        samples: 2,
      },
      {
        names: [
          ["thread libuv-worker", ""],
          ["(no name)", "[vdso]"],
          ["(no name)", "node"],
        ],
        samples: 1,
      },
    ]);
  });
  it("reads the names that V8 gives to compiled functions, as its own profiler has them", () => {
    const names = [
      "JS:*'addCACerts node:internal/tls/secure-context:61:20",
      "JS:^ bench/measure.ts:30:12",
      "JS:o*open.<y> ext:a/b.ts:1:9",
    ];
    const lines = names.map((name) => `\t1 ${name} (/tmp/perf-7.map)`).join("\n");
    const { nodes } = parsePerfScript(`node 7/7 1.0:\n${lines}\n\t2 Builtins_X (/tmp/perf-7.map)\n`).profile;
    const shown = nodes
      .slice(2)
      .map(({ callFrame: { functionName, url, lineNumber } }) => [functionName, url, lineNumber]);
    assert.deepEqual(shown, [
      ["Builtins_X", "compiled code", -1],
      ["open.<y>", "ext:a/b.ts", 0],
      ["", "bench/measure.ts", 29],
      ["addCACerts", "node:internal/tls/secure-context", 60],
    ]);
  });
  it("puts the samples of all threads on one line of time", () => {
    assert.deepEqual(
      profile.timeDeltas.map((delta) => Math.round(delta)),
      [0, 400, 1000],
    );
    assert.equal(Math.round(profile.startTime), 100_000_100);
    assert.equal(Math.round(profile.endTime), 100_001_500);
  });
  it("names the processes, whose lists of names are to be removed", () => {
    assert.deepEqual([...processes], [12]);
  });
});
