/** `ctxcost doctor`: what on this machine will hurt the numbers, and what is missing for which target. */
import { styleText } from "node:util";
import { type Command, Help } from "commander";
import { readMachine } from "../run/machine/machine.ts";
import { machineWarnings } from "../run/machine/machine-warnings.ts";
import {
  findRequirements,
  missingFor,
  type Need,
  type Requirement,
  targetNeeds,
} from "../run/machine/requirements.ts";
import { projectRoot, withoutProjectPath } from "../run/project.ts";
import { scrubbedNames } from "../run/worker-environment.ts";

/** Without these what anybody asks for still runs, and says what it does without. */
const optionalNeeds: readonly Need[] = ["git", "python"];

/** Whether the machine can do what the project is for is asked of this one. */
const wholeTarget = "bench-all";

export interface Diagnosis {
  readonly warnings: readonly string[];
  readonly requirements: readonly Requirement[];
  /** By target, what it lacks. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
}

export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("say what on this machine will hurt the numbers, and what is missing for which target")
    .option("--json", "the same for machines, with the facts about this one")
    .action(async ({ json }: { json?: true }) => {
      const machine = readMachine();
      const found = await findRequirements(projectRoot);
      const diagnosis: Diagnosis = {
        warnings: machineWarnings(machine, scrubbedNames(process.env)),
        requirements: found.map((one) => ({ ...one, detail: withoutProjectPath(one.detail) })),
        missing: Object.fromEntries(
          Object.keys(targetNeeds).map((target) => [target, missingFor(target, found)]),
        ),
      };
      const text = json
        ? JSON.stringify({ machine, ...diagnosis }, null, 2)
        : diagnosisText(diagnosis, process.stdout.columns ?? 80);
      console.log(text);
      if (diagnosis.missing[wholeTarget]!.length > 0) process.exitCode = 1;
    });
}

/** Three short lists, none wider than the terminal. */
export function diagnosisText({ warnings, requirements, missing }: Diagnosis, columns: number): string {
  const needWidth = widthOf(requirements.map(({ need }) => need));
  const targetWidth = widthOf(Object.keys(missing));
  const machine =
    warnings.length === 0
      ? [item(good, "nothing known will hurt the numbers", columns)]
      : warnings.map((warning) => item(warned, warning, columns));
  return [
    styleText("bold", "This machine"),
    ...machine,
    "",
    styleText("bold", "What is there"),
    ...requirements.map(({ need, isThere, detail }) => {
      const mark = isThere ? good : optionalNeeds.includes(need) ? warned : bad;
      return item(mark, `${need.padEnd(needWidth)}  ${detail}`, columns, needWidth + 2);
    }),
    "",
    styleText("bold", "What can be run"),
    ...Object.entries(missing).map(([target, lacking]) => {
      const state = lacking.length === 0 ? "ready" : `lacks ${lacking.join(", ")}`;
      const line = `${`make ${target}`.padEnd(targetWidth + 5)}  ${state}`;
      return item(lacking.length === 0 ? good : bad, line, columns, targetWidth + 7);
    }),
  ].join("\n");
}

const good = styleText("green", "✓");
const warned = styleText("yellow", "!");
const bad = styleText("red", "✗");

function widthOf(words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => word.length));
}

/** Broken where it is too long, with what follows beneath the text and not beneath its mark. */
function item(mark: string, text: string, columns: number, hang = 0): string {
  const head = text.slice(0, hang);
  const indent = " ".repeat(4 + hang);
  const body = new Help().boxWrap(text.slice(hang), columns - indent.length);
  return `  ${mark} ${head}${body.replaceAll(/\n */g, `\n${indent}`)}`;
}
