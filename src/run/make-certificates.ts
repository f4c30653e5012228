/** Makes the fixture's certificates: two private CAs, a server certificate by each, a client certificate by the first. */
// @peculiar/x509 is built on tsyringe, which refuses to load without it.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** The key algorithm of every certificate, for people. */
export const keyAlgorithm = "ECDSA P-256";

/** A certificate and its private key (PKCS #8) as PEM texts. */
export interface CertificateWithKey {
  readonly certificate: string;
  readonly key: string;
}

/** What the fixture is made of. The CAs' keys are not kept: nothing is signed by them afterwards. */
export interface Certificates {
  readonly ca: string;
  readonly server: CertificateWithKey;
  readonly client: CertificateWithKey;
  /** A server certificate by the other CA, which no client is given. */
  readonly otherServer: CertificateWithKey;
}

/** Between these instants all of them are valid. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

interface Authority {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Everything is made anew; no two calls give the same keys. */
export async function makeCertificates(validity: Validity): Promise<Certificates> {
  const [ca, otherCa] = await Promise.all([
    makeAuthority("CN=ctxcost private CA", validity),
    // A name of its own, so that a client refuses it as an unknown issuer and not for a bad signature.
    makeAuthority("CN=ctxcost other CA", validity),
  ]);
  const [server, client, otherServer] = await Promise.all([
    issue(ca, "CN=localhost", validity, serverExtensions()),
    issue(ca, "CN=ctxcost client", validity, [extendedKeyUsage(ExtendedKeyUsage.clientAuth)]),
    issue(otherCa, "CN=localhost", validity, serverExtensions()),
  ]);
  return { ca: ca.certificate, server, client, otherServer };
}

function serverExtensions(): Extension[] {
  return [
    extendedKeyUsage(ExtendedKeyUsage.serverAuth),
    new SubjectAlternativeNameExtension([
      { type: "dns", value: "localhost" },
      { type: "ip", value: "127.0.0.1" },
      { type: "ip", value: "::1" },
    ]),
  ];
}

function extendedKeyUsage(usage: ExtendedKeyUsage): Extension {
  return new ExtendedKeyUsageExtension([usage]);
}

async function makeAuthority(name: string, validity: Validity): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerialNumber(),
    name,
    ...validity,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      // Path length 0: it signs servers and clients, and no further CA.
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { name, keys, certificate: `${certificate.toString("pem")}\n` };
}

async function issue(
  authority: Authority,
  subject: string,
  validity: Validity,
  extensions: readonly Extension[],
): Promise<CertificateWithKey> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomSerialNumber(),
    subject,
    issuer: authority.name,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
      ...extensions,
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    certificate: `${certificate.toString("pem")}\n`,
    key: `${PemConverter.encode(pkcs8, PemConverter.PrivateKeyTag)}\n`,
  };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

/** 16 random bytes with the top bits 01: positive, and of the same length always, as strict parsers want it. */
function randomSerialNumber(): string {
  const bytes = webcrypto.getRandomValues(Buffer.alloc(16));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString("hex");
}
