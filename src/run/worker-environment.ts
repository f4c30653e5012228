/** The environment that workers start with: nothing of the caller's, and what is set here on purpose. */
import path from "node:path";
import type { Arm, RuntimeName } from "../core/model.ts";
import { cacheFolder } from "./project.ts";

/** Variables known to change what is measured; reported by name where the caller has them set. */
const influential =
  /^(NODE_.*|BUN_.*|DENO_.*|PYTHON.*|SSL_CERT_FILE|SSL_CERT_DIR|OPENSSL_.*|SSLKEYLOGFILE|UV_.*|LD_PRELOAD|MALLOC_.*|(https?|all|no)_proxy)$/i;

const compileCacheFolder = path.join(cacheFolder, "node");

/** The names of the caller's variables that would have mattered and that workers do not see. */
export function scrubbedNames(environment: NodeJS.ProcessEnv): string[] {
  return (
    Object.keys(environment)
      .filter((name) => influential.test(name))
      // The launcher's own, for this process.
      .filter((name) => name !== "NODE_COMPILE_CACHE" || environment[name] !== compileCacheFolder)
      .sort()
  );
}

/** Set for every worker of the runtime. Caches keep start-up short; they hold compiled code, no results. */
export function baseEnvironment(runtime: RuntimeName, platform = process.platform): Record<string, string> {
  const common: Record<string, string> = { NO_COLOR: "1" };
  // Windows starts no process without it.
  if (platform === "win32") common.SystemRoot = process.env.SystemRoot ?? "C:\\Windows";
  switch (runtime) {
    case "node":
      return { ...common, NODE_COMPILE_CACHE: compileCacheFolder };
    case "bun":
      return { ...common, BUN_RUNTIME_TRANSPILER_CACHE_PATH: path.join(cacheFolder, "bun") };
    case "deno":
      return { ...common, DENO_DIR: path.join(cacheFolder, "deno"), DENO_NO_UPDATE_CHECK: "1" };
    // Its cache is named by a flag: isolated, it reads no variable.
    case "python":
      return common;
  }
}

/**
 * Whether the arm's process starts with the fixture's CA added to the default roots by the runtime's own variable:
 * `default` needs it to reach the fixture, and `extra-ca` is the control for what the variable itself costs.
 */
export function needsExtraCa(arm: Pick<Arm, "trust" | "scenario" | "context">): boolean {
  return arm.context === "extra-ca" || (arm.trust === "default" && arm.scenario === "request");
}
