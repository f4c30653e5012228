/** Quotes a word for a POSIX shell: a reader will paste the command, and the file it is from may be a stranger's. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
