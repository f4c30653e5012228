/** A share that was counted. How well it is known is for `binomialInterval` to say. */

/** A counted share; its interval is `binomialInterval`'s. */
export interface Rate {
  readonly successes: number;
  readonly trials: number;
}

export function shareOf({ successes, trials }: Rate): number {
  return successes / trials;
}

export function rateOf<Trial>(trials: readonly Trial[], holds: (trial: Trial) => boolean): Rate {
  return { successes: trials.filter(holds).length, trials: trials.length };
}
