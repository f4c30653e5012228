/** `ctxcost by-hand`: answers the questions that matter by short scripts that use nothing of the suite. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Command } from "commander";
import { allRuntimes, isReference, type RuntimeName } from "../core/model.ts";
import { openWorkbench } from "../run/open-workbench.ts";
import { everythingAllowed } from "../run/permissions/permission-flags.ts";
import { projectRoot } from "../run/project.ts";
import type { Workbench } from "../run/workbench.ts";
import { measureAlone } from "./measure-alone.ts";

/** The scripts in docs/by-hand/ with their last word, and the runtimes that can run them. */
const handScripts: readonly { readonly script: string; readonly runtimes: readonly RuntimeName[] }[] = [
  { script: "https.ts fresh", runtimes: ["node", "bun", "deno"] },
  { script: "https.ts shared", runtimes: ["node", "bun", "deno"] },
  { script: "agent-name.ts fresh", runtimes: ["node", "bun", "deno"] },
  { script: "agent-name.ts fresh-without-name", runtimes: ["node", "bun", "deno"] },
  { script: "agent-name.ts shared", runtimes: ["node", "bun", "deno"] },
  { script: "tls-context.ts", runtimes: ["node", "bun", "deno"] },
  { script: "tls-connect-ca.ts", runtimes: ["node", "bun", "deno"] },
  { script: "service.ts fresh", runtimes: ["node", "bun", "deno"] },
  { script: "service.ts shared", runtimes: ["node", "bun", "deno"] },
  { script: "ca-count.ts", runtimes: ["node", "bun", "deno"] },
  { script: "bun-fetch.ts", runtimes: ["bun"] },
  { script: "deno-connect-tls.ts", runtimes: ["deno"] },
  { script: "deno-node-tls.ts", runtimes: ["deno"] },
  { script: "httpx-loop.py", runtimes: ["python"] },
  { script: "httpx-profile.py", runtimes: ["python"] },
  { script: "httpx-first-request.py", runtimes: ["python"] },
  { script: "memory.ts fresh", runtimes: ["node", "bun", "deno"] },
  { script: "memory.ts shared", runtimes: ["node", "bun", "deno"] },
  { script: "closed-tls-socket.ts", runtimes: ["node", "bun", "deno"] },
  { script: "context-freed.ts", runtimes: ["node", "bun", "deno"] },
  { script: "profile-share.ts fresh", runtimes: ["node", "bun", "deno"] },
  { script: "profile-share.ts shared", runtimes: ["node", "bun", "deno"] },
];

export function addByHandCommand(program: Command): void {
  program
    .command("by-hand")
    .description(
      "answer the same questions by the short scripts in docs/by-hand, which use nothing of this suite",
    )
    .action(async () => {
      measureAlone();
      const workbench = await openWorkbench(allRuntimes);
      console.log("bundle, medians; compare fresh ÷ shared with the rows of node:https in results/");
      try {
        for (const { script, runtimes } of handScripts) {
          for (const runtime of runtimes) {
            console.log(
              `${runtime} docs/by-hand/${script}: ${await runHandScript(workbench, script, runtime)}`,
            );
          }
        }
      } finally {
        await workbench.close();
      }
    });
}

const run = promisify(execFile);
const timeoutMs = 60_000;

/** What the script prints, against the fixture server and with the bundle. */
async function runHandScript(workbench: Workbench, script: string, runtime: RuntimeName): Promise<string> {
  const binary = workbench.options.binaries.get(runtime);
  if (!binary) {
    if (isReference(runtime)) return "not installed: run `make reference`";
    process.exitCode = 1;
    return "not installed: run `npm ci`";
  }
  const { port } = await workbench.endpoint({ runtime: "node", client: "node:https", trust: "bundle" });
  const { caFile } = workbench.trustFiles("bundle");
  const [file, ...rest] = script.split(" ");
  const flags = [...binary.flags, ...everythingAllowed(runtime)];
  const words = [...flags, `docs/by-hand/${file}`, String(port), caFile!, ...rest];
  const env = workbench.environment({ runtime }, false);
  const { stdout } = await run(binary.path, words, { cwd: projectRoot, env, timeout: timeoutMs });
  return stdout.trim();
}
