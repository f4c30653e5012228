/** What a repro printed when the accused runtime ran it; refuses one that does not show what is claimed. */
import { presentText, type Repro, reproName } from "../../report/bug-report/repro/make-repro.ts";
import { type ReproCommand, type ReproRun, runRepro } from "../../run/bug-report/run-repro.ts";

/** The dearest makes some thousand handshakes. */
const timeoutMs = 180_000;
/** Each run takes another port, as it has another process id. */
const mostRetries = 3;

export async function checkedOutput(
  repro: Repro,
  executable: string,
  rest: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const words = {
    executable,
    words: repro.runWords,
    rest,
    name: repro.fileName ?? reproName,
    text: repro.text,
    timeoutMs,
    signal,
  };
  const run = await runAtFreePort(words);
  const reason = refusal(run);
  if (reason === null) return run.output;
  throw new Error(`no report: its repro ${reason}. It printed:\n${run.output || "(nothing)"}`);
}

/** Runs it again where its port was somebody else's. */
export async function runAtFreePort(command: ReproCommand): Promise<ReproRun> {
  let run = await runRepro(command);
  for (let again = 0; isPortTaken(run) && again < mostRetries; again++) run = await runRepro(command);
  return run;
}

/** The words are the system's own (EADDRINUSE), which `openssl` and LibreSSL print alike. */
function isPortTaken({ exitCode, output }: ReproRun): boolean {
  return exitCode === 2 && /address already in use/i.test(output);
}

/** Null where the repro shows the finding. An exit code of 1 alone may be a crash. */
export function refusal({ exitCode, timedOut, output }: ReproRun): string | null {
  if (timedOut) return `did not end within ${timeoutMs / 1000} s`;
  if (exitCode === 0) return "does not show what is claimed within the interval and the tolerance";
  if (exitCode === 1 && output.split("\n").includes(presentText)) return null;
  return `failed with exit code ${exitCode}, expected 1 and the line "${presentText}"`;
}
