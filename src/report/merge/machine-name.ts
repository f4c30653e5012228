/** What a machine is called on the page of a merge: no results file says whose it was. */

/** `M1` for the first run. */
export function machineName(run: number): string {
  return `M${run + 1}`;
}
