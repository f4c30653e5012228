/** A script that shows a finding by itself: one file, built-ins of one runtime, and `openssl` for its server. */
import { boundOf } from "../../../core/bug-report/bound.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { type ClientCode, clientCode } from "./client-code.ts";
import { comparedArms } from "./compared-arms.ts";
import { keptMemory } from "./kept-memory.ts";
import { extraCaVariable, type KindCode, runWords } from "./repro-parts.ts";
import { serverCode, serverImports } from "./server-code.ts";
import { waiting } from "./waiting.ts";

/** What a script prints in its last line; an exit code of 1 alone may be a crash. */
export const presentText = "The problem is there.";
export const absentText = "The problem is not there.";
export const reproName = "repro.mjs";

export interface Repro {
  readonly text: string;
  /** Between the executable and the script's name. */
  readonly runWords: readonly string[];
  /** As a reader types it. */
  readonly command: string;
  /** Its own name, where that is another than `repro.mjs`; and what it needs, where that is not built-ins. */
  readonly fileName?: string;
  readonly needs?: string;
  /** Why the script uses another API than the case; or null. */
  readonly insteadOf: string | null;
}

export interface NoRepro {
  readonly reason: string;
}

export function makeRepro(finding: Finding, sentence: string): Repro | NoRepro {
  const { of, layer } = finding;
  if (layer === "client-library") {
    return { reason: `the cause is in the package ${of.client}, and a script without dependencies has none` };
  }
  if (of.trust === "mtls" || of.trust === "none") {
    return { reason: `there is no repro for the trust ${of.trust}; expected default, private-ca or bundle` };
  }
  const client = clientCode(of);
  if (!client)
    return { reason: `no built-in of ${of.runtime} does what ${of.client} does in ${of.scenario}` };
  const kind = kindCode(finding);
  const words = runWords(of.runtime);
  const command = [of.runtime, ...words, reproName, ...(kind.usage ? [kind.usage] : [])].join(" ");
  const text = script(finding, { sentence, client, kind, command });
  return { text, runWords: words, command, insteadOf: client.insteadOf };
}

function kindCode(finding: Finding): KindCode {
  const bound = boundOf(finding.claim);
  switch (finding.kind) {
    case "wall-above-cpu":
      return waiting(finding, bound);
    case "memory-kept":
      return keptMemory(finding, bound);
    default:
      return comparedArms(finding, bound)!;
  }
}

interface ScriptParts {
  readonly sentence: string;
  readonly client: ClientCode;
  readonly kind: KindCode;
  readonly command: string;
}

function script({ of }: Finding, { sentence, client, kind, command }: ScriptParts): string {
  const hasServer = of.scenario === "request";
  const needs = hasServer ? ", with `openssl`" : "";
  const flags = runWords(of.runtime, kind.needsCollection).map((word) => JSON.stringify(word));
  // That of this runtime alone: another one's may change what the client does, as Node's does on Deno.
  const isOwnRoot = of.trust === "default" && hasServer;
  const variable = isOwnRoot ? `  process.env.${extraCaVariable(of.runtime)} = cert;\n` : "";
  const self = [...flags, "process.argv[1]", '"measure"'].join(", ");
  const words = hasServer ? "[...self, arm, free, cert]" : "[...self, arm]";
  const executable = kind.executable ?? "process.execPath";
  return `${commentOf(sentence)}
${commentOf(`Run \`${command}\`${needs}. Exit code 1: the problem is there, 2: the script failed.`)}
${importsOf(hasServer, client, kind)}

const [role, arm${hasServer ? ", port, cert" : ""}] = process.argv.slice(2);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

// One client, ${client.api}.
${kind.use ?? client.use}

${kind.measure}

async function compare() {
${hasServer ? `${serverCode}\n` : ""}${variable}  const self = [${self}];
  const run = (arm) => JSON.parse(execFileSync(${executable}, ${words}));
${kind.compare}
  console.log(present ? "${presentText}" : "${absentText}");
  process.exit(present ? 1 : 0);
}
await (role === "measure" ? measure() : compare()).catch((error) => process.exit(console.error(error) ?? 2));
`;
}

function importsOf(hasServer: boolean, client: ClientCode, kind: KindCode): string {
  const server = hasServer ? serverImports : ['import { execFileSync } from "node:child_process";'];
  const code = [kind.use ?? client.use, kind.measure].join("\n");
  // What a script does not use is not imported: of `tls` and `readFileSync` that depends on client and trust.
  return [...server, ...client.imports]
    .filter((line) => !line.includes("node:tls") || /\btls\./.test(code))
    .map((line) => (code.includes("readFileSync(") ? line : line.replace(" readFileSync,", "")))
    .sort((a, b) => moduleOf(a).localeCompare(moduleOf(b), "en"))
    .join("\n");
}

function moduleOf(line: string): string {
  return /"(.+)"/.exec(line)![1]!;
}

/** Lines of at most 117 characters; a stranger's words cannot end a comment, as they hold no line feed. */
export function commentOf(sentence: string, mark = "//"): string {
  const lines: string[] = [];
  for (const word of sentence.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 117) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${mark} ${word}`);
  }
  return lines.join("\n");
}
