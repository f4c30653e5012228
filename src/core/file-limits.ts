/**
 * What a results file may hold at most. Far above what any run writes: they are there so that a file that is not one, or
 * that somebody made to do harm, is refused with a reason, before it has taken all memory or hours.
 */

/** Thirty years. */
export const mostNanoseconds = 1e18;

/** As many as the command line takes; the exact tests need the square of them in memory. */
export const mostRounds = 999;

/** Of a case's round: it is taken again once after a fault of the harness, and at each resumption that finds it cut short. */
export const mostAttempts = 1000;

/** The longest of a run has 100 kB, of a study 1 MB. */
export const longestLineBytes = 16 * 1024 ** 2;

/**
 * Of all lines of a run, which are in memory at once; the published run has 20 MB. They take up to five times as much
 * there. Of a merge as much again: all its headers and plans, of 80 kB each.
 */
export const mostRecordBytes = 256 * 1024 ** 2;

/** In one merge: ten times the most that anything is planned for. */
export const mostRuns = 1000;

/** Empty ones too, which take no memory and some time. */
export const mostLines = 10_000_000;

/** Beyond it V8 would call itself too deep where it draws; its own profiles have 255. */
export const deepestStack = 1000;

/** On the page a line is read in one go, in which nothing else is done. */
export const longestLineOnPage = 4 * 1024 ** 2;

/** On the page all operations of a case are drawn in one go. */
export const mostOperationsOnPage = 20_000_000;
