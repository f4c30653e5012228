/** The command line. Each command is a module of its own; this one names them and turns errors into exit codes. */
import { Command, CommanderError } from "commander";
import { shortText, visibleText } from "../core/visible-text.ts";
import { UsageError } from "../run/unknown-word.ts";
import { addAgainstCommand } from "./against-command.ts";
import { addBisectCommand } from "./bisect-command.ts";
import { addBugReportCommand } from "./bug-report/bug-report-command.ts";
import { addByHandCommand } from "./by-hand-command.ts";
import { addCiteCommand } from "./cite-command.ts";
import { addCompareCommand } from "./compare-command.ts";
import { addDoctorCommand } from "./doctor-command.ts";
import { addFindingsCommand } from "./findings-command.ts";
import { addGenerateCommand } from "./generate-command.ts";
import { InterruptedError } from "./interruption.ts";
import { addListCommand } from "./list-command.ts";
import { addMergeCommand } from "./merge-command.ts";
import { addReferenceCommand } from "./reference-command.ts";
import { addRepeatCommand } from "./repeat-command.ts";
import { addRunCommand } from "./run-command.ts";
import { addSelftestCommand } from "./selftest-command.ts";
import { studies } from "./study/studies.ts";
import { addStudyCommand } from "./study/study-command.ts";
import { addTablesCommand } from "./tables-command.ts";
import { addVersionsCommand } from "./versions-command.ts";
import { addWhichCommand } from "./which-command.ts";

const program = new Command("ctxcost")
  .description(
    "Measures what creating an HTTPS client costs on Node, Bun and Deno:\n" +
      "with a TLS context built for every client, and with one shared by all.",
  )
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError("(add --help for what there is)")
  .exitOverride()
  .addHelpText(
    "after",
    `
Examples:
  npm run -s ctxcost -- run --quick                        a first look, 90 s
  npm run -s ctxcost -- run --client node:https --trust bundle
  npm run -s ctxcost -- list                               every case, and why some are missing
  npm run -s ctxcost -- tables results/runs/RUN.jsonl      tables of a run

Exit codes: 0 all measured; 1 something failed (and is in the file); 2 wrong usage; 3 \`compare\` found something slower;
128 + the signal (SIGHUP 129, SIGINT 130, SIGTERM 143) interrupted.`,
  );

addRunCommand(program);
addTablesCommand(program);
addCompareCommand(program);
addRepeatCommand(program);
addMergeCommand(program);
addListCommand(program);
addReferenceCommand(program);
addDoctorCommand(program);
addGenerateCommand(program);
addWhichCommand(program);
addSelftestCommand(program);
addByHandCommand(program);
addAgainstCommand(program);
addFindingsCommand(program);
addCiteCommand(program);
addBugReportCommand(program);
for (const study of studies) addStudyCommand(program, study);
addVersionsCommand(program);
addBisectCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong, innermost cause included, and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { message } = error as Error;
  // It may hold words of a stranger's file, and a terminal obeys some.
  console.error(visibleText(`ctxcost: ${message}`));
  // A message cites its cause in one line.
  const told = shortText(message, Infinity);
  for (let cause = (error as Error).cause; cause instanceof Error; cause = cause.cause) {
    if (!told.includes(shortText(cause.message, Infinity)))
      console.error(visibleText(`  because: ${cause.message}`));
  }
  if (error instanceof InterruptedError) return error.exitCode;
  return error instanceof UsageError ? 2 : 1;
}
