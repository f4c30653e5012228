// By hand, on Node, Bun or Deno: which share of the samples of `https.ts` is under the functions that build contexts?
// Runs it in a process of its own under the runtime's --cpu-prof; start-up is in the profile as well.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string };
  readonly children?: readonly number[];
}

const [port, caFile, arm] = process.argv.slice(2) as [string, string, string];
const builders = ["createSecureContext"];
const folder = mkdtempSync(path.join(".cache", "profile-"));
const run = "Deno" in globalThis ? ["run", "--allow-all"] : [];
const flags = ["--cpu-prof", `--cpu-prof-dir=${folder}`];
execFileSync(process.execPath, [...run, ...flags, "docs/by-hand/https.ts", port, caFile, arm]);
const text = readFileSync(path.join(folder, readdirSync(folder)[0]!), "utf8");
rmSync(folder, { recursive: true });
const { nodes, samples } = JSON.parse(text) as { nodes: Node[]; samples: number[] };

const building = new Set<number>();
const byId = new Map(nodes.map((node) => [node.id, node]));
const idle = new Set(nodes.filter((node) => node.callFrame.functionName === "(idle)").map(({ id }) => id));
function mark({ id, children = [] }: Node): void {
  building.add(id);
  for (const child of children) mark(byId.get(child)!);
}
for (const node of nodes) if (builders.includes(node.callFrame.functionName)) mark(node);
const busy = samples.filter((id) => !idle.has(id));
console.log(
  `${((100 * busy.filter((id) => building.has(id)).length) / busy.length).toFixed(0)} % of ${busy.length} samples`,
);
process.exit(0);
