/** For every command that measures: until it ends, no other one measures in this checkout. */
import { holdCheckout } from "../run/lock/checkout-lock.ts";
import { storedWords } from "./stored-words.ts";

/** Throws an error that says which command measures already. Call it when the words have been found right. */
export function measureAlone(): void {
  holdCheckout({
    command: ["ctxcost", ...storedWords(process.argv.slice(2))].join(" "),
    onNote: (text) => console.error(`note: ${text}`),
  });
}
