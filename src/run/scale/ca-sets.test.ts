/** The sets on disk: with real certificates, in a cache folder of the test's own. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import tls from "node:tls";
import { ensureFixture, type Fixture } from "../fixture/certificates.ts";
import { type CaSets, trustFilesOf, writeCaSets } from "./ca-sets.ts";
import { syntheticCas } from "./synthetic-cas.ts";

let folder: string;
let fixture: Fixture;
let sets: CaSets;
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-sets-"));
  fixture = await ensureFixture(folder);
  sets = await writeCaSets(fixture, folder, [1, 4, 12]);
});
after(() => rm(folder, { recursive: true, force: true }));

async function read(wanted: Parameters<typeof trustFilesOf>[2]): Promise<string[]> {
  return JSON.parse(await readFile(trustFilesOf(fixture, sets, wanted).caFile!, "utf8")) as string[];
}

describe("writeCaSets()", () => {
  it("writes as many CAs as it says, the fixture's own last, each set the beginning of the next", async () => {
    const privateCa = await readFile(fixture.caPemFile, "utf8");
    const [one, four, twelve] = await Promise.all(
      [1, 4, 12].map((caCount) => read({ caSet: "synthetic", caCount })),
    );
    assert.deepEqual(one, [privateCa]);
    assert.deepEqual([four!.length, twelve!.length], [4, 12]);
    assert.deepEqual(four!.slice(0, 3), twelve!.slice(0, 3));
    assert.equal(twelve!.at(-1), privateCa);
    assert.equal(new Set(twelve).size, 12);
  });

  it("has the real roots as they are in the bundle", async () => {
    const { bundleCount } = fixture;
    const bundle = await readFile(fixture.trustFiles("bundle").caFile!, "utf8");
    assert.deepEqual(await read({ caSet: "roots", caCount: bundleCount }), JSON.parse(bundle));
  });

  it("counts the kinds of both", () => {
    const sum = (of: "roots" | "synthetic") => sets.caKinds.reduce((total, kind) => total + kind[of], 0);
    assert.equal(sum("roots"), tls.rootCertificates.length);
    assert.equal(sum("synthetic"), 11);
  });

  it("writes the same again", async () => {
    assert.deepEqual(await writeCaSets(fixture, folder, [1, 4, 12]), sets);
  });
});

describe("trustFilesOf()", () => {
  it("refuses a set that is not in the plan", () => {
    assert.throws(
      () => trustFilesOf(fixture, sets, { caSet: "synthetic", caCount: 5 }),
      /find 5 CAs of the set synthetic: the plan has no such set/,
    );
  });
});

describe("syntheticCas()", () => {
  it("makes them anew where what is kept is damaged, and then keeps those", async () => {
    const kept = await syntheticCas(folder, 2);
    const file = path.join(folder, "synthetic-cas.json");
    await writeFile(file, (await readFile(file, "utf8")).replace("BEGIN CERTIFICATE", "BEGIN CERTIFICATF"));
    const made = await syntheticCas(folder, 2);
    assert.notDeepEqual(made, kept);
    assert.ok(made.every((pem) => pem.startsWith("-----BEGIN CERTIFICATE-----")));
    assert.deepEqual(await syntheticCas(folder, 2), made);
  });
});
