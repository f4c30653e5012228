/**
 * Makes CAs after real ones. Each is the twin of a root: a key of the same kind, the same hash, the same names but for a
 * number, the same extensions, the same period of validity; with a serial number, a key identifier and a signature of
 * its own. So the mixture of kinds, and the length of each, are the roots'.
 *
 * RSA keys are shared by many twins, since an RSA-4096 key takes a second or more to make. That is no help to whoever
 * parses them: no runtime looks a CA's key up, and what can be looked up (the whole text, or the name) is different in
 * each. `ctxcost scale` compares the cost of twins with that of the roots and says so on its page.
 */
// @peculiar/x509 is built on tsyringe, which refuses to load without it.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  type Extension,
  type JsonName,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { caKind } from "./ca-kind.ts";

/** Of each size. More of them would cost time and make nothing more like the roots. */
const rsaKeyCount = 4;

type Keys = webcrypto.CryptoKeyPair;
type Algorithm = { readonly name: string; readonly hash: string; readonly namedCurve?: string };

/** Twins of the roots in the order given, as PEM texts. No two have the same name. */
export async function makeSyntheticCas(roots: readonly string[]): Promise<string[]> {
  const rsaKeys = new Map<string, Promise<Keys>[]>();
  const twins: string[] = [];
  for (const [index, pem] of roots.entries()) {
    const root = new X509Certificate(pem);
    const algorithm = algorithmOf(root, caKind(pem));
    const keys = await keysFor(pem, algorithm, index, rsaKeys);
    twins.push(await makeTwin(root, keys, algorithm, index));
  }
  return twins;
}

function algorithmOf(root: X509Certificate, kind: string): Algorithm {
  const { name, hash } = root.signatureAlgorithm as webcrypto.Algorithm & { hash?: { name: string } };
  if (!hash) throw new Error(`make a CA like ${root.subject}: its signature algorithm ${name} names no hash`);
  const [family, size] = kind.split(" ") as [string, string];
  return family === "EC" ? { name, hash: hash.name, namedCurve: size } : { name, hash: hash.name };
}

async function keysFor(
  pem: string,
  algorithm: Algorithm,
  index: number,
  rsaKeys: Map<string, Promise<Keys>[]>,
): Promise<Keys> {
  const kind = caKind(pem);
  if (algorithm.namedCurve) {
    return await webcrypto.subtle.generateKey({ ...algorithm, namedCurve: algorithm.namedCurve }, true, [
      "sign",
      "verify",
    ]);
  }
  let pool = rsaKeys.get(kind);
  if (!pool) {
    const modulusLength = Number(kind.split(" ")[1]);
    pool = Array.from({ length: rsaKeyCount }, () => makeRsaKeys(modulusLength));
    rsaKeys.set(kind, pool);
  }
  const keys = await pool[index % rsaKeyCount]!;
  return withHash(keys, algorithm.hash);
}

function makeRsaKeys(modulusLength: number): Promise<Keys> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", modulusLength, publicExponent, hash: "SHA-256" };
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

/** WebCrypto binds an RSA key to one hash; the roots' signatures have several. */
async function withHash({ privateKey, publicKey }: Keys, hash: string): Promise<Keys> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash };
  const { subtle } = webcrypto;
  const [pkcs8, spki] = [
    await subtle.exportKey("pkcs8", privateKey),
    await subtle.exportKey("spki", publicKey),
  ];
  return {
    privateKey: await subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    publicKey: await subtle.importKey("spki", spki, algorithm, true, ["verify"]),
  };
}

async function makeTwin(root: X509Certificate, keys: Keys, algorithm: Algorithm, index: number) {
  const twin = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumberLike(root.serialNumber),
    name: numberedName(root.subjectName.toJSON(), index),
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    keys,
    signingAlgorithm: { name: algorithm.name, hash: algorithm.hash },
    extensions: root.extensions.map(ownExtension()),
  });
  return `${twin.toString("pem")}\n`;
}

/** As many random bytes; the top bits 01 make it positive and keep its length. */
function serialNumberLike(hexadecimal: string): string {
  const bytes = webcrypto.getRandomValues(Buffer.alloc(Math.max(4, Math.ceil(hexadecimal.length / 2))));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString("hex");
}

/** The name with its last value ending in the number, and of the same length where that has room. */
function numberedName(name: JsonName, index: number): JsonName {
  const number = String(index).padStart(4, "0");
  return name.map((entry, at) => {
    if (at < name.length - 1) return entry;
    const values = Object.entries(entry).map(([type, [value = "", ...rest]]) => {
      return [type, [`${value.slice(0, -number.length)}${number}`, ...rest]];
    });
    return Object.fromEntries(values);
  });
}

/** The root's extension, but for the identifiers of its key: those are new, and both the same, as in a root. */
function ownExtension(): (extension: Extension) => Extension {
  const identifier = Buffer.from(webcrypto.getRandomValues(new Uint8Array(20))).toString("hex");
  return (extension) => {
    if (extension instanceof SubjectKeyIdentifierExtension)
      return new SubjectKeyIdentifierExtension(identifier);
    if (extension instanceof AuthorityKeyIdentifierExtension) {
      return new AuthorityKeyIdentifierExtension(identifier);
    }
    return extension;
  };
}
