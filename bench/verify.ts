/** Proves, once per client and trust, that a client answers and that it refuses a server of another CA. */
import type { Adapter, Client, Source, Target } from "../runtimes/adapter.ts";
import type { Context } from "../src/core/model.ts";
import type { VerifyAnswer, VerifyJob } from "../src/protocol/job.ts";
import { loadClient } from "./load-client.ts";
import { makeSources, readTrust } from "./operations.ts";

export async function verifyClient(adapter: Adapter, job: VerifyJob): Promise<VerifyAnswer> {
  const { client } = await loadClient(adapter, job.client);
  const trust = readTrust(job.trustFiles);
  const results: VerifyAnswer["results"][number][] = [];
  for (const context of job.contexts) {
    // Two clients from the sources of one context: a refusal by a context that has just accepted another server.
    const [first, second] = makeSources(client, context, trust, 2);
    const accepted = await attempt(client, first!, job.accept, context);
    results.push({ context, premise: "accepts", passed: accepted.status !== null, detail: accepted.detail });
    const refused = await attempt(client, second!, job.refuse, context);
    const verification = refused.status === null && isVerificationError(refused.detail);
    results.push({ context, premise: "refuses", passed: verification, detail: refused.detail });
  }
  return { kind: "verified", results };
}

/** A refusal counts only if it is for the unknown issuer: a refused connection or another name would prove nothing. */
function isVerificationError(detail: string): boolean {
  return /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|UnknownIssuer/.test(detail);
}

async function attempt(client: Client, source: Source, target: Target, context: Context) {
  const lifetime = context === "reused-client" ? "many-requests" : "one-request";
  const handle = client.create(source, target, lifetime);
  try {
    const status = await client.request(handle, target, () => {});
    return { status, detail: `status ${status}` };
  } catch (error) {
    return { status: null, detail: describeError(error) };
  } finally {
    // A client that failed may fail to close as well; the first error is the one that counts.
    await Promise.resolve(client.close(handle)).catch(() => {});
  }
}

/** Code and message of an error and of its causes, outermost first. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error; at !== undefined && at !== null && parts.length < 5; ) {
    const { code, message, cause } = at as { code?: unknown; message?: unknown; cause?: unknown };
    parts.push([code, message ?? String(at)].filter((part) => part !== undefined).join(" "));
    at = cause;
  }
  return parts.join("; caused by: ");
}
