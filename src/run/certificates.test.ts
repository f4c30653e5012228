import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import tls from "node:tls";
import { promisify } from "node:util";
import { ensureFixture, type Fixture } from "./certificates.ts";

const dayMs = 24 * 3_600_000;
const start = new Date("2026-03-01T12:00:00Z");
const after = (days: number) => new Date(start.getTime() + days * dayMs);

async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-fixture-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const readJson = async (file: string) => JSON.parse(await readFile(file, "utf8")) as string[];
const readCertificate = async (file: string) => new X509Certificate(await readFile(file));

async function assertConsistent(fixture: Fixture): Promise<void> {
  const ca = await readCertificate(fixture.caPemFile);
  const server = await readCertificate(fixture.server.certificateFile);
  assert.ok(server.verify(ca.publicKey));
  assert.equal((await readJson(fixture.trustFiles("bundle").caFile!)).at(-1), ca.toString());
}

/** Changes fields of the manifest, as an older or newer version of the program would have written it. */
async function editManifest(folder: string, changes: Record<string, unknown>): Promise<void> {
  const file = path.join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...manifest, ...changes }));
}

test("ensureFixture() makes keys that only their owner reads", async (context) => {
  if (process.platform === "win32") return context.skip("Windows has no such modes");
  const folder = await temporaryFolder(context);
  const fixture = await ensureFixture(folder);
  const keyFiles = [fixture.server, fixture.otherServer, fixture.trustFiles("mtls")].map((of) => of.keyFile!);
  for (const keyFile of keyFiles) {
    assert.equal((await stat(keyFile)).mode & 0o777, 0o600, keyFile);
    assert.equal((await stat(path.dirname(keyFile))).mode & 0o777, 0o700);
  }
});

test("ensureFixture() gives each trust its files", async (context) => {
  const fixture = await ensureFixture(await temporaryFolder(context));
  const none = { caFile: null, certificateFile: null, keyFile: null };
  assert.deepEqual(fixture.trustFiles("none"), none);
  assert.deepEqual(fixture.trustFiles("default"), none);

  const privateCa = fixture.trustFiles("private-ca");
  assert.deepEqual(await readJson(privateCa.caFile!), [await readFile(fixture.caPemFile, "utf8")]);
  assert.equal(privateCa.certificateFile, null);

  const mtls = fixture.trustFiles("mtls");
  assert.equal(mtls.caFile, privateCa.caFile);
  const client = await readCertificate(mtls.certificateFile!);
  assert.ok(client.verify((await readCertificate(fixture.caPemFile)).publicKey));
});

test("ensureFixture() bundles Node's roots with the private CA", async (context) => {
  const fixture = await ensureFixture(await temporaryFolder(context));
  const bundle = await readJson(fixture.trustFiles("bundle").caFile!);
  assert.deepEqual(bundle, [...tls.rootCertificates, await readFile(fixture.caPemFile, "utf8")]);
  assert.equal(fixture.bundleCount, bundle.length);
  assert.equal(fixture.bundleSha256, createHash("sha256").update(bundle.join("\n")).digest("hex"));
  assert.equal(fixture.keyAlgorithm, "ECDSA P-256");
});

test("ensureFixture() keeps what it has until 7 days before it expires", async (context) => {
  const folder = await temporaryFolder(context);
  const first = await ensureFixture(folder, start);
  assert.equal((await ensureFixture(folder, after(82))).caPemFile, first.caPemFile);
  const renewed = await ensureFixture(folder, after(83.01));
  assert.notEqual(renewed.caPemFile, first.caPemFile);
  const server = await readCertificate(renewed.server.certificateFile);
  assert.equal(server.validToDate.getTime(), after(173.01).getTime());
  // The old ones are valid for a week yet, and another process may be using them.
  await access(first.caPemFile);
});

test("ensureFixture() makes certificates that are valid since an hour ago", async (context) => {
  const fixture = await ensureFixture(await temporaryFolder(context), start);
  const { validFromDate } = await readCertificate(fixture.server.certificateFile);
  assert.equal(validFromDate.getTime(), start.getTime() - 3_600_000);
});

test("ensureFixture() removes what has expired", async (context) => {
  const folder = await temporaryFolder(context);
  const first = await ensureFixture(folder, start);
  const second = await ensureFixture(folder, after(92));
  await assert.rejects(access(first.caPemFile), { code: "ENOENT" });
  await assertConsistent(second);
  assert.equal((await readdir(folder)).length, 2, "the manifest and one folder");
});

test("ensureFixture() renews when the clock has been set back", async (context) => {
  const folder = await temporaryFolder(context);
  const first = await ensureFixture(folder, start);
  assert.notEqual((await ensureFixture(folder, after(-1))).caPemFile, first.caPemFile);
});

const damages: Record<string, (folder: string, fixture: Fixture) => Promise<void>> = {
  "a manifest that is no JSON": (folder) => writeFile(path.join(folder, "manifest.json"), '{"cacheForm'),
  "a missing manifest": (folder) => rm(path.join(folder, "manifest.json")),
  "another cache format": (folder) => editManifest(folder, { cacheFormat: 0 }),
  "the roots of another Node": (folder) => editManifest(folder, { nodeVersion: "v20.0.0" }),
  "a manifest that leads out of the folder": (folder, fixture) => {
    const roundabout = `../${path.basename(folder)}/${path.basename(path.dirname(fixture.caPemFile))}`;
    return editManifest(folder, { folder: roundabout });
  },
  "a missing key": (_folder, fixture) => rm(fixture.server.keyFile),
  "a torn bundle": async (_folder, fixture) => {
    const file = fixture.trustFiles("bundle").caFile!;
    await writeFile(file, (await readFile(file, "utf8")).slice(0, 1000));
  },
};
for (const [damage, inflict] of Object.entries(damages)) {
  test(`ensureFixture() makes all anew after ${damage}`, async (context) => {
    const folder = await temporaryFolder(context);
    const first = await ensureFixture(folder);
    await inflict(folder, first);
    const second = await ensureFixture(folder);
    assert.notEqual(second.caPemFile, first.caPemFile);
    await assertConsistent(second);
    assert.equal((await ensureFixture(folder)).caPemFile, second.caPemFile, "repaired once and for all");
  });
}

test("ensureFixture() gives processes that start at once a good fixture each", async (context) => {
  const folder = await temporaryFolder(context);
  const script = `
    import { ensureFixture } from ${JSON.stringify(import.meta.resolve("./certificates.ts"))};
    const fixture = await ensureFixture(${JSON.stringify(folder)});
    console.log(JSON.stringify({ ...fixture, bundle: fixture.trustFiles("bundle") }));`;
  const run = promisify(execFile);
  const outputs = await Promise.all(
    Array.from({ length: 4 }, () => run(process.execPath, ["--input-type=module", "-e", script])),
  );
  for (const { stdout } of outputs) {
    const plain = JSON.parse(stdout) as Fixture & { bundle: ReturnType<Fixture["trustFiles"]> };
    await assertConsistent({ ...plain, trustFiles: () => plain.bundle });
  }
  const kept = await ensureFixture(folder);
  assert.ok(
    outputs.some(({ stdout }) => stdout.includes(kept.caPemFile)),
    "one of theirs is kept",
  );
});

test("ensureFixture() says what to do when the folder cannot be written to", async (context) => {
  const file = path.join(await temporaryFolder(context), "file");
  await writeFile(file, "");
  await assert.rejects(ensureFixture(file), (error: Error) => {
    assert.ok(error.message.includes(file));
    assert.match(error.message, /expected a folder that can be written to: check/);
    assert.ok(error.cause instanceof Error);
    return true;
  });
});
