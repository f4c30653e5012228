/** A full garbage collection now, and the turns of the event loop in which what it found is freed. */
import { setImmediate } from "node:timers";
import { gc } from "mitata/src/lib.mjs";

/** Lets the event loop turn: closed sockets are closed and finalizers run in a turn of their own. */
export async function yieldToEventLoop(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Throws where the runtime exposes no collector: a measurement that believes it collected would be wrong. */
export function forceCollection(): void {
  // mitata's substitute only allocates; it carries this mark.
  if ((gc as { fallback?: boolean }).fallback) {
    throw new Error("collect garbage: the runtime exposes no gc(); expected --expose-gc among its flags");
  }
  gc();
}
