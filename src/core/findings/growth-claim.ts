/** What the memory study says of one arm, as a finding: growth that goes on, at the pace of the second half. */
import type { Growth } from "../memory/growth.ts";
import { type Finding, UnsupportedClaim } from "./finding.ts";

/** What a client may leave behind, for the order of findings alone: nothing is expected to stay. */
const smallBytes = 1024;

/** Throws an UnsupportedClaim for every other verdict than `grows`. */
export function claimOfGrowth({ arm, verdict, halves, validRounds }: Growth): Finding {
  const interval = halves?.second.interval;
  if (verdict.kind !== "grows" || !halves || !interval) {
    throw new UnsupportedClaim(
      `claim that memory is kept in ${arm.client}: the memory study says "${verdict.kind}", expected "grows"`,
    );
  }
  const { runtime, client, trust, scenario, context } = arm;
  const estimate = { ...interval, value: halves.second.value };
  return {
    kind: "memory-kept",
    of: { runtime, client, trust, scenario },
    contexts: [context],
    builds: null,
    claim: { measure: "bytes", of: "RSS ÷ closed client", estimate, expected: 0 },
    layer: "runtime",
    n: validRounds,
    strength: estimate.low / smallBytes,
    alsoIn: [],
  };
}
