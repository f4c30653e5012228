/** Parses options that take words from a list: repeated, or separated by commas. */
import { UsageError, unknownWord } from "../run/unknown-word.ts";

/** For commander: collects words, refuses unknown ones with the nearest suggested; `elsewhere` has those of other commands. */
export function wordsOf<Word extends string>(
  option: string,
  known: readonly Word[],
  elsewhere: readonly string[] = [],
) {
  return (value: string, previous: readonly Word[] | undefined): Word[] => {
    const words = splitWords(value);
    if (words.length === 0) {
      throw new UsageError(
        `${option} ${value}: it names nothing; expected one or more of ${known.join(", ")}`,
      );
    }
    for (const word of words) {
      if (known.includes(word as Word)) continue;
      if (!elsewhere.includes(word)) throw unknownWord(option, word, known);
      throw new UsageError(
        `${option} ${word}: this command does not measure it. Expected one of ${known.join(", ")}`,
      );
    }
    return [...new Set([...(previous ?? []), ...(words as Word[])])];
  };
}

/** For words that only the runtimes know. */
export function anyWords(value: string, previous: readonly string[] | undefined): string[] {
  return [...new Set([...(previous ?? []), ...splitWords(value)])];
}

export function splitWords(value: string): string[] {
  return value
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
