/**
 * The question asked of mitata's own `run`: both arms in one process, its JSON on standard output. As its readme shows it,
 * or with `turn` as last word: a turn of the event loop after each operation, outside of what is timed.
 */
import { bench, run } from "mitata";
import { type Operation, operationOf, printAndExit, restOfWords, turn } from "./operation.ts";

function turning(operation: Operation) {
  return function* () {
    yield {
      async manual() {
        const start = performance.now();
        const pending = operation();
        if (pending) await pending;
        const elapsedNs = (performance.now() - start) * 1e6;
        await turn();
        return elapsedNs;
      },
    };
  };
}

for (const context of ["fresh", "shared"]) {
  const operation = operationOf(context);
  bench(context, restOfWords[0] === "turn" ? turning(operation) : operation);
}
await run({ format: { json: { debug: false, samples: true } }, throw: true, print: printAndExit });
