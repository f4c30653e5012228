/** For hyperfine, which times whole processes: the operation so many times, with a turn of the event loop after each. */
import process from "node:process";
import { operationOf, restOfWords, turn } from "./operation.ts";

const [context, times] = restOfWords as [string, string];
const operation = operationOf(context);
for (let index = 0; index < Number(times); index++) {
  const pending = operation();
  if (pending) await pending;
  await turn();
}
process.exit(0);
