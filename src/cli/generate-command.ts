/** `ctxcost generate`: writes the committed tables and the simulation again from the published run; `--check` only compares. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Command } from "commander";
import { publishedRunFile, schemaFile, staleFiles, writeGeneratedFiles } from "./generated-files.ts";

export function addGenerateCommand(program: Command): void {
  program
    .command("generate")
    .description(
      "write the tables in results/, report.html, docs/simulation.md and the README's headline again, from the published run",
    )
    .option("--check", "write nothing; fail where a file is not what it should be")
    .action(async ({ check }: { check?: true }) => {
      if (!check) return writeGeneratedFiles();
      const stale = await staleFiles();
      if (stale.length > 0) {
        throw new Error(`check generated files: run \`make results\`; these are stale: ${stale.join(", ")}`);
      }
      await validatePublishedRun();
    });
}

/** By the published JSON Schema and a validator that is not ours, as a stranger would. */
async function validatePublishedRun(): Promise<void> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const validate = new Ajv2020().compile(JSON.parse(readFileSync(schemaFile, "utf8")));
  const lines = gunzipSync(readFileSync(publishedRunFile())).toString().trimEnd().split("\n");
  for (const [index, line] of lines.entries()) {
    if (validate(JSON.parse(line))) continue;
    const { instancePath, message } = validate.errors![0]!;
    throw new Error(
      `check the published run by results/schema.json: line ${index + 1}, ${instancePath}: ${message}`,
    );
  }
}
