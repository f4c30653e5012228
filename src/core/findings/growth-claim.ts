/** What the memory study says of one arm, as a finding: growth that goes on, at the pace of the second half. */
import type { Growth } from "../memory/growth.ts";
import { type Finding, UnsupportedClaim } from "./finding.ts";
import { isBaseOf, layerOfPackage } from "./layer.ts";

/** What a client may leave behind, for the order of findings alone: nothing is expected to stay. */
const smallBytes = 1024;

/** Throws an UnsupportedClaim for every other verdict than `grows`. */
export function claimOfGrowth(growth: Growth, all: readonly Growth[]): Finding {
  const { arm, verdict, halves, validRounds } = growth;
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
    layer: layerOfPackage(arm, () => isInBase(growth, all)),
    n: validRounds,
    strength: estimate.low / smallBytes,
    alsoIn: [],
  };
}

/** Null where what the client stands on was not measured. */
function isInBase({ arm }: Growth, all: readonly Growth[]): boolean | null {
  const base = all.find((one) => isBaseOf(one.arm, arm) && one.arm.context === arm.context);
  return base && base.validRounds > 0 ? base.verdict.kind === "grows" : null;
}
