/**
 * For tests: weighs clients that hold, or leave behind, as many bytes as a test says, in the runtime that executes this.
 * The argument is JSON: `{ work, heldBytes, leakedBytes }`; the answer is a line of JSON.
 */
import type { Adapter, Client } from "../runtimes/adapter.ts";
import type { MemoryWork } from "../src/core/memory/memory-records.ts";
import { weighArm } from "./memory.ts";

interface KnownMemory {
  readonly work: MemoryWork;
  /** Freed when the client is closed. */
  readonly heldBytes: number;
  /** Never freed. */
  readonly leakedBytes: number;
}

const { work, heldBytes, leakedBytes } = JSON.parse(process.argv[2]!) as KnownMemory;
const leaked: Uint8Array[] = [];
const held = new Set<object>();

/** Pages that nobody has written to are not resident. */
const written = (bytes: number) => new Uint8Array(bytes).fill(1);

const client: Client = {
  create() {
    const handle = { bytes: written(heldBytes) };
    held.add(handle);
    if (leakedBytes > 0) leaked.push(written(leakedBytes));
    return handle;
  },
  request: () => Promise.resolve(200),
  close: (handle) => {
    held.delete(handle as object);
  },
};

const adapter: Adapter = {
  name: "node",
  clients: {
    known: async () => ({
      default: {
        client,
        facts: {
          kind: "client",
          api: "none",
          sharedObject: null,
          givenCa: null,
          stages: [],
          unsupported: [],
        },
      },
    }),
  },
  describe: () => ({
    version: "0",
    tlsLibrary: "none",
    defaultRoots: { count: null, source: "none" },
    extraCaVariable: "NONE",
  }),
};

const answer = await weighArm(adapter, {
  kind: "memory",
  arm: { runtime: "node", client: "known", trust: "none", scenario: "create", context: "fresh" },
  work,
  endpoint: { host: "127.0.0.1", port: 1, path: "/" },
  trustFiles: { caFile: null, certificateFile: null, keyFile: null },
});
console.log(JSON.stringify({ answer, leaked: leaked.length }));
process.exit(0);
