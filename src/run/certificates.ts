/**
 * Keeps the fixture's certificates in the cache folder: made at first use, renewed before they expire.
 *
 * `manifest.json` names the folder that is in use; a folder is never changed once it is named, and the manifest is
 * replaced by a rename. So two processes at once can at worst make two folders, each good, and a run keeps its
 * files when another process renews them.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import tls from "node:tls";
import { z } from "zod";
import type { Trust } from "../core/model.ts";
import type { TrustFiles } from "../protocol/job.ts";

/** Paths of a certificate and its private key, both PEM. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** The fixture on disk. All paths are absolute. */
export interface Fixture {
  /** What a worker is given for the trust. */
  trustFiles(trust: Trust): TrustFiles;
  /** The private CA as plain PEM, for `NODE_EXTRA_CA_CERTS`, `DENO_CERT` and the server's check of clients. */
  readonly caPemFile: string;
  readonly server: CertificateFiles;
  /** A server certificate by a CA that no client is given. */
  readonly otherServer: CertificateFiles;
  /** Certificates in `bundle`: every root of the pinned Node, and the private CA. */
  readonly bundleCount: number;
  /** SHA-256 of the bundle's PEM texts, joined by line feeds; hexadecimal. */
  readonly bundleSha256: string;
  readonly keyAlgorithm: string;
}

/** Raised when a file changes its name or content; a cache of another format is made anew. */
const cacheFormat = 1;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const validityMs = 90 * dayMs;
/** Longer than any run takes: what is valid at its start stays so to its end. */
const renewBeforeMs = 7 * dayMs;

const manifestSchema = z.object({
  cacheFormat: z.literal(cacheFormat),
  /** The Node whose roots are in the bundle. */
  nodeVersion: z.string(),
  validFromMs: z.number(),
  validUntilMs: z.number(),
  folder: z.string().regex(/^until-[0-9]{8}-[0-9a-f]{12}$/),
  bundleCount: z.number().int().positive(),
  bundleSha256: z.string(),
  keyAlgorithm: z.string(),
  /** SHA-256 of each file. */
  files: z.record(z.string(), z.string()),
});
type Manifest = z.infer<typeof manifestSchema>;

const names = {
  ca: "ca.pem",
  privateCa: "private-ca.json",
  bundle: "bundle.json",
  serverCertificate: "server.pem",
  serverKey: "server-key.pem",
  clientCertificate: "client.pem",
  clientKey: "client-key.pem",
  otherCertificate: "other-server.pem",
  otherKey: "other-server-key.pem",
} as const;
type FileName = (typeof names)[keyof typeof names];

/**
 * Returns the fixture in `cacheFolder`; makes all of it anew where anything is missing, damaged, of another cache
 * format or another Node, or expires within 7 days of `now`.
 */
export async function ensureFixture(cacheFolder: string, now: Date = new Date()): Promise<Fixture> {
  const absolute = path.resolve(cacheFolder);
  const usable = await readUsable(absolute, now);
  if (usable) return asFixture(absolute, usable);
  try {
    const made = await makeFixture(absolute, now);
    await removeExpired(absolute, now);
    return asFixture(absolute, made);
  } catch (cause) {
    throw new Error(
      `make the fixture's certificates in ${absolute}: ${(cause as Error).message}; expected a folder that can be ` +
        "written to: check its owner and free space, or delete it",
      { cause },
    );
  }
}

/** Null where there is nothing usable, for whatever reason: all that is in the cache can be made again. */
async function readUsable(cacheFolder: string, now: Date): Promise<Manifest | null> {
  try {
    const text = await readFile(path.join(cacheFolder, "manifest.json"), "utf8");
    const manifest = manifestSchema.parse(JSON.parse(text));
    if (manifest.nodeVersion !== process.version) return null;
    // Before `validFrom` the clock has been set back since; a certificate of the future is refused as well.
    if (now.getTime() < manifest.validFromMs) return null;
    if (now.getTime() > manifest.validUntilMs - renewBeforeMs) return null;
    for (const name of Object.values(names)) {
      const content = await readFile(path.join(cacheFolder, manifest.folder, name), "utf8");
      if (sha256(content) !== manifest.files[name]) return null;
    }
    return manifest;
  } catch {
    return null;
  }
}

async function makeFixture(cacheFolder: string, now: Date): Promise<Manifest> {
  // Loaded here: it takes 100 ms, and most runs find what they need in the cache.
  const { keyAlgorithm, makeCertificates } = await import("./make-certificates.ts");
  // Certificates know whole seconds. An hour back, against clocks that differ between machine and container.
  const seconds = Math.floor(now.getTime() / 1000) * 1000;
  const validity = { notBefore: new Date(seconds - hourMs), notAfter: new Date(seconds + validityMs) };
  const made = await makeCertificates(validity);
  const bundle = [...tls.rootCertificates, made.ca];
  const contents: Record<FileName, string> = {
    [names.ca]: made.ca,
    [names.privateCa]: JSON.stringify([made.ca]),
    [names.bundle]: JSON.stringify(bundle),
    [names.serverCertificate]: made.server.certificate,
    [names.serverKey]: made.server.key,
    [names.clientCertificate]: made.client.certificate,
    [names.clientKey]: made.client.key,
    [names.otherCertificate]: made.otherServer.certificate,
    [names.otherKey]: made.otherServer.key,
  };
  const manifest: Manifest = {
    cacheFormat,
    nodeVersion: process.version,
    validFromMs: validity.notBefore.getTime(),
    validUntilMs: validity.notAfter.getTime(),
    folder: `until-${dateDigits(validity.notAfter)}-${randomBytes(6).toString("hex")}`,
    bundleCount: bundle.length,
    bundleSha256: sha256(bundle.join("\n")),
    keyAlgorithm,
    files: Object.fromEntries(Object.entries(contents).map(([name, text]) => [name, sha256(text)])),
  };
  await writeFixture(cacheFolder, manifest, contents);
  return manifest;
}

async function writeFixture(cacheFolder: string, manifest: Manifest, contents: Record<FileName, string>) {
  const folder = path.join(cacheFolder, manifest.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(contents)) {
    await writeFile(path.join(folder, name), content, { mode: 0o600, flag: "wx" });
  }
  // Only the rename makes the folder known, when all that is in it has been written.
  const temporary = path.join(folder, "manifest.json");
  await writeFile(temporary, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, path.join(cacheFolder, "manifest.json"));
}

/** Removes folders of certificates that have expired; one that is still valid may be in use by another process. */
async function removeExpired(cacheFolder: string, now: Date): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const until = /^until-([0-9]{8})-/.exec(name)?.[1];
    if (!until || until >= dateDigits(now)) continue;
    await rm(path.join(cacheFolder, name), { recursive: true, force: true });
  }
}

function asFixture(cacheFolder: string, manifest: Manifest): Fixture {
  const file = (name: FileName) => path.join(cacheFolder, manifest.folder, name);
  const none: TrustFiles = { caFile: null, certificateFile: null, keyFile: null };
  const byTrust: Record<Trust, TrustFiles> = {
    none,
    default: none,
    "private-ca": { ...none, caFile: file(names.privateCa) },
    bundle: { ...none, caFile: file(names.bundle) },
    mtls: {
      caFile: file(names.privateCa),
      certificateFile: file(names.clientCertificate),
      keyFile: file(names.clientKey),
    },
  };
  return {
    trustFiles: (trust) => byTrust[trust],
    caPemFile: file(names.ca),
    server: { certificateFile: file(names.serverCertificate), keyFile: file(names.serverKey) },
    otherServer: { certificateFile: file(names.otherCertificate), keyFile: file(names.otherKey) },
    bundleCount: manifest.bundleCount,
    bundleSha256: manifest.bundleSha256,
    keyAlgorithm: manifest.keyAlgorithm,
  };
}

/** `20261124` */
function dateDigits(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll("-", "");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
