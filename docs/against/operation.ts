/**
 * The operation that every tool measures: the suite's own client, called as its user would write the call in a benchmark.
 * Nothing of the suite's harness is in it: no garbage collection, no clock, no turn of the event loop.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { setImmediate } from "node:timers";
import type { Source } from "../../runtimes/adapter.ts";
import tlsClient from "../../runtimes/clients/tls.ts";

export type Operation = () => undefined | Promise<void>;

/** `create` or `request`, the server's port, the bundle, and what the script itself takes. */
const [scenario, port, caFile, ...rest] = process.argv.slice(2) as [string, string, string, ...string[]];
export const restOfWords: readonly string[] = rest;
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const target = { host: "127.0.0.1", port: Number(port), path: "/" };
const { client } = tlsClient;

export function operationOf(context: string): Operation {
  const sourceOf = context === "shared" ? shared() : fresh;
  return scenario === "create" ? () => create(sourceOf()) : () => request(sourceOf());
}

/** Lets the event loop turn, as it does in a service: closed sockets are closed and contexts are freed there. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** A pipe takes some of the text at a time: what ends the process at once cuts off the rest. */
export function printAndExit(text: string): void {
  process.stdout.write(`${text}\n`, () => process.exit(0));
}

/** A new array around the same texts, as a literal in an application's code makes it. */
function fresh(): Source {
  return { options: { ca: [...ca] } };
}

function shared(): () => Source {
  const source = { context: client.makeContext!({ ca }) };
  return () => source;
}

function create(source: Source): undefined {
  client.close(client.create(source, target, "one-request"));
}

async function request(source: Source): Promise<void> {
  const handle = client.create(source, target, "one-request");
  const status = await client.request(handle, target, () => {});
  client.close(handle);
  if (status !== 200) throw new Error(`GET 127.0.0.1:${port}: expected status 200, got ${status}`);
}
