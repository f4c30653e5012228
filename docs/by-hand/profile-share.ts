// By hand, on Node, Bun or Deno: which share of a profile of `https.ts`, start-up included, is under these functions?
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import process from "node:process";

const names = [
  "createSecureContext",
  "newNativeSecureContext",
  "initClientTls",
  "completePeerCertificateChainFromCA",
];
const folder = mkdtempSync(".cache/profile-");
const run = "Deno" in globalThis ? ["run", "--allow-all"] : [];
const script = ["--cpu-prof", `--cpu-prof-dir=${folder}`, "docs/by-hand/https.ts", ...process.argv.slice(2)];
execFileSync(process.execPath, [...run, ...script]);
type Node = { id: number; callFrame: { functionName: string }; children?: number[] };
type Profile = { nodes: Node[]; samples: number[] };
const profile = JSON.parse(readFileSync(`${folder}/${readdirSync(folder)[0]}`, "utf8")) as Profile;
rmSync(folder, { recursive: true });

const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
/** The node and all that it calls. */
const within = (id: number): number[] => [id, ...(nodes.get(id)!.children ?? []).flatMap(within)];
const idsOf = (name: string) =>
  new Set(
    profile.nodes.filter(({ callFrame }) => callFrame.functionName === name).flatMap(({ id }) => within(id)),
  );
const idle = idsOf("(idle)");
const busy = profile.samples.filter((id) => !idle.has(id));
const share = (ids: Set<number>) => Math.round((100 * busy.filter((id) => ids.has(id)).length) / busy.length);
console.log(names.map((name) => `${name} ${share(idsOf(name))} %`).join(", "));
process.exit(0);
