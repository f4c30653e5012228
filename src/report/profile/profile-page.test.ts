/** Goldens: `node --test --test-update-snapshots src/report/profile/profile-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { before, describe, it } from "node:test";
import type { ProfileFile } from "../../core/profile/profile-records.ts";
import {
  type SyntheticArm,
  syntheticProfile,
  syntheticProfileFile,
} from "../../core/profile/synthetic-profile.ts";
import type { StudyPage } from "../study-page.ts";
import { profilePage } from "./profile-page.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const whole = { serializers: [String] };
const place = { rawFile: "studies/profile.jsonl.gz", projectFolder: ".." };
const creation = "run bench/operations.ts > createSecureContext node:internal/tls/common";

const fresh: SyntheticArm = {
  stacks: (round) => [
    { stack: `${creation} > addCACert`, samples: 700 + round },
    { stack: `${creation} > <script>"&'`, samples: 50 },
    { stack: "run bench/operations.ts", samples: 200 - round },
    { stack: "(garbage collector)", samples: 30 },
    { stack: "(program)", samples: 20 },
    { stack: "(idle)", samples: 90 },
  ],
  cpuNs: (round) => 4e6 + 1000 * round,
};
const shared: SyntheticArm = {
  stacks: () => [
    { stack: "run bench/operations.ts", samples: 180 },
    { stack: "(program)", samples: 20 },
  ],
  cpuNs: () => 1e6,
};
const cheap: SyntheticArm = {
  stacks: () => [{ stack: "run bench/operations.ts", samples: 9 }],
  cpuNs: () => 0.01e6,
};
const same: SyntheticArm = { ...shared, cpuNs: (round) => 1e6 + 100 * round };

const httpx: SyntheticArm = {
  stacks: () => [
    {
      stack: "run worker/operations.ts > create_default_context ssl.py > load_verify_locations",
      samples: 930,
    },
    { stack: "run worker/operations.ts > (garbage collector)", samples: 10 },
    { stack: "run worker/operations.ts > do_handshake", samples: 60 },
  ],
  cpuNs: (round) => 16e6 + 1000 * round,
};

const file = syntheticProfileFile({
  cases: [
    { of: { runtime: "node" }, before: fresh, after: shared },
    { of: { runtime: "node", client: "node:tls", scenario: "create" }, before: fresh, after: cheap },
    {
      of: { runtime: "bun", client: "fetch" },
      contexts: ["fresh", "shared-options"],
      before: same,
      after: shared,
    },
    {
      of: { runtime: "python", client: "httpx.Client", trust: "default" },
      before: httpx,
      after: shared,
    },
  ],
});

describe("profilePage()", () => {
  let page: StudyPage;
  before(async () => {
    page = await profilePage(file, place);
  });

  it("writes the page", (context) => context.assert.fileSnapshot(page.text, golden("profile.md"), whole));

  it("has a profile of each arm and a picture of those with 30 samples or more, and links no other", () => {
    assert.deepEqual([...page.pictures.keys()].sort(), [
      "profiles/fetch-bun-bundle-fresh.cpuprofile",
      "profiles/fetch-bun-bundle-fresh.svg",
      "profiles/fetch-bun-bundle-shared-options.cpuprofile",
      "profiles/fetch-bun-bundle-shared-options.svg",
      "profiles/httpx-client-python-default-fresh.cpuprofile",
      "profiles/httpx-client-python-default-fresh.svg",
      "profiles/httpx-client-python-default-shared.cpuprofile",
      "profiles/httpx-client-python-default-shared.svg",
      "profiles/node-https-node-bundle-fresh.cpuprofile",
      "profiles/node-https-node-bundle-fresh.svg",
      "profiles/node-https-node-bundle-shared.cpuprofile",
      "profiles/node-https-node-bundle-shared.svg",
      "profiles/node-tls-create-node-bundle-fresh.cpuprofile",
      "profiles/node-tls-create-node-bundle-fresh.svg",
      "profiles/node-tls-create-node-bundle-shared.cpuprofile",
    ]);
    const linked = new Set([...page.text.matchAll(/\]\((profiles\/[^)]+)\)/g)].map(([, name]) => name!));
    assert.deepEqual([...linked].sort(), [...page.pictures.keys()].sort());
  });

  it("draws the frames that count in the strong colour, with a title to each", (context) => {
    const svg = page.pictures.get("profiles/node-https-node-bundle-fresh.svg")!;
    context.assert.fileSnapshot(svg, golden("profile-flame.svg"), whole);
    const boxes = [...svg.matchAll(/<path [^>]*fill="var\((--[a-z]+)\)"><title>([^<]*)<\/title>/g)];
    const strong = boxes.filter(([, fill]) => fill === "--before").map(([, , title]) => title);
    assert.equal(boxes.length, 6);
    assert.deepEqual(strong, [
      "createSecureContext (node:internal/tls/common): 75.4 % of the CPU samples, builds a TLS context",
      "addCACert: 70.4 % of the CPU samples, builds a TLS context",
      "&lt;script&gt;&quot;&amp;': 5.0 % of the CPU samples, builds a TLS context",
    ]);
  });

  it("keeps every picture as wide as its boxes: a longer line would have GitHub shrink it", () => {
    for (const [name, svg] of page.pictures) {
      if (!name.endsWith(".svg")) continue;
      assert.ok(Number(/^<svg [^>]*\bwidth="(\d+)"/.exec(svg)![1]) <= 820, `${name}: ${svg.slice(0, 200)}`);
    }
  });

  it("publishes the profile that the picture is of, in the format of the developer tools", () => {
    const text = page.pictures.get("profiles/node-https-node-bundle-fresh.cpuprofile")!;
    const profile = JSON.parse(text) as ReturnType<typeof syntheticProfile>;
    assert.deepEqual(Object.keys(profile).sort(), ["endTime", "nodes", "samples", "startTime", "timeDeltas"]);
    assert.deepEqual(profile, syntheticProfile(fresh.stacks(4)), "the fourth of seven shares");
  });

  it("makes the same again, byte for byte", async () => {
    assert.deepEqual(await profilePage(file, place), page);
  });
});

describe("profilePage(), where something is not as usual", () => {
  it("says before the first number what is missing or failed", async () => {
    const failing = syntheticProfileFile({
      cases: [{ of: { runtime: "node" }, before: fresh, after: shared }],
      rounds: 2,
      exploratory: true,
      observe(reading) {
        const { kind, runtime, round, id, processNs } = reading;
        if (round !== 1 || !id.endsWith("fresh/sampled")) return [reading];
        return [
          { kind, runtime, round, id, processNs, status: "failed", reason: "expected | 3", stderr: "" },
        ];
      },
    });
    const { text } = await profilePage({ ...failing, finish: null }, place);
    const note = text.slice(text.indexOf("> **Note"), text.indexOf("| runtime"));
    assert.match(note, /Exploratory/);
    assert.match(note, /did not come to its end/);
    assert.match(note, /fresh: processes failed, as by expected \\\| 3/);
  });

  it("says how to get a reference that is not installed", async () => {
    const missingRuntimes = [{ runtime: "python", reason: "not installed: run `make reference`" }] as const;
    const { text } = await profilePage({ ...file, header: { ...file.header, missingRuntimes } }, place);
    const note =
      "> **Note:** Python with httpx, the reference, is not measured: not installed: run `make reference`";
    assert.ok(text.includes(note), text.slice(0, 1500));
  });

  it("says no share of contexts where the functions that build them may be those without names", async () => {
    const titlesOf = async (named: string) => {
      const stacks = [
        { stack: "thread > (no name)", samples: 60 },
        { stack: named, samples: 40 },
      ];
      const { text } = await profilePage(withNative(file, stacks), place);
      return [...text.matchAll(/<summary>([^<]*fresh[^<]*samples[^<]*)<\/summary>/g)].map(
        ([, title]) => title!,
      );
    };
    const none = await titlesOf("thread > read");
    const bun = none.find((title) => title.startsWith("bun"))!;
    assert.match(bun, /not seen: of all threads' samples 60\.0 % are in functions without a name/);
    assert.doesNotMatch(bun, /0\.0 % +of/);
    const node = none.find((title) => title.startsWith("node"))!;
    assert.match(node, /fresh: 0\.0 % of all threads' samples under a frame that builds contexts$/);
    const some = (await titlesOf("SecureContext node:tls > write")).find((title) => title.startsWith("bun"))!;
    assert.match(some, /at least 40\.0 % .* builds contexts; 60\.0 % are in functions without a name/);
  });

  it("shows native functions where there are some, and says whose names are stripped", async () => {
    const native = withNative(file);
    const { text, pictures } = await profilePage(native, place);
    assert.match(text, /## Native code/);
    assert.match(text, /executable of bun is stripped/);
    assert.doesNotMatch(text, /executable of node/);
    assert.match(text, /`SSL_CTX_new`/);
    assert.ok(pictures.has("profiles/fetch-bun-bundle-fresh-native.svg"));
    assert.doesNotMatch((await profilePage(file, place)).text, /## Native code/);
  });
});

const nativeStacks = [{ stack: "thread > SSL_CTX_new", samples: 10 }];

function withNative(plain: ProfileFile, stacks = nativeStacks): ProfileFile {
  const native = plain.readings.flatMap((reading) => {
    if (reading.status !== "valid" || reading.round !== 1 || !reading.id.endsWith("/fresh/plain")) return [];
    const profile = syntheticProfile(stacks);
    const value = {
      ...reading.value,
      mode: "native" as const,
      profile,
      isStripped: reading.runtime === "bun",
    };
    return [{ ...reading, id: reading.id.replace(/plain$/, "native"), value }];
  });
  return { ...plain, readings: [...plain.readings, ...native] };
}
