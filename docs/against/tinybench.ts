/**
 * The question asked of tinybench: both arms in one process, its statistics on standard output. As its readme shows it,
 * or with `turn` as last word: a turn of the event loop after each operation, by its hook.
 */
import { Bench } from "tinybench";
import { operationOf, printAndExit, restOfWords, turn } from "./operation.ts";

const bench = new Bench({ throws: true, retainSamples: true });
for (const context of ["fresh", "shared"]) {
  bench.add(context, operationOf(context), restOfWords[0] === "turn" ? { afterEach: turn } : {});
}
await bench.run();
printAndExit(JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result }))));
