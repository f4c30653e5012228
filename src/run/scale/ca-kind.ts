/** Of what kind a CA's key is: what it costs to parse depends on little else but the length. */
import { X509Certificate } from "node:crypto";

/** `RSA 4096`, `EC P-384`. Throws for what is neither: a Mozilla root of a new kind has to be looked at. */
export function caKind(pem: string): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(pem).publicKey;
  if (asymmetricKeyType === "rsa") return `RSA ${asymmetricKeyDetails!.modulusLength}`;
  const curve = curves[asymmetricKeyDetails?.namedCurve ?? ""];
  if (curve !== undefined) return `EC ${curve}`;
  throw new Error(
    `find the kind of a CA: expected an RSA or NIST-curve key, got ${asymmetricKeyType} ${asymmetricKeyDetails?.namedCurve ?? ""}`,
  );
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};
