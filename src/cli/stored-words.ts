/** The command line as a results file has it: nothing in it says whose machine it was. */
import { shellWord } from "../report/shell-word.ts";

/** Without the results file's name, the folders of others, an executable's path, and a URL's query. */
export function storedWords(words: readonly string[]): string[] {
  const stored: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--out") index++;
    else if (word === "--counts-from") stored.push(word, baseName(words[++index] ?? ""));
    else if (word === "--runtime") stored.push(word, withoutPaths(words[++index] ?? ""));
    else if (word.startsWith("--counts-from=")) stored.push(`--counts-from=${baseName(afterEquals(word))}`);
    else if (word.startsWith("--runtime=")) stored.push(withoutPaths(word));
    else if (!word.startsWith("--out="))
      stored.push(word.replace(/^((?:--url=)?https:[^?#]*)[?#].*$/i, "$1"));
  }
  return stored.filter((word) => word !== "");
}

function afterEquals(word: string): string {
  return word.slice(word.indexOf("=") + 1);
}

/** As it is to be typed, whatever started it. */
export function typedCommand(words: readonly string[]): string[] {
  return ["npm", "run", "-s", "ctxcost", "--", ...words];
}

/** The same as one line that can be pasted. */
export function typedLine(words: readonly string[]): string {
  return typedCommand(words).map(shellWord).join(" ");
}

function baseName(file: string): string {
  return file.replace(/^.*[/\\]/, "");
}

/** `node=/home/me/out/node` becomes `node=…/node`. */
function withoutPaths(word: string): string {
  return word.replaceAll(/\b(node|bun|deno)=[^,]*?([^,/\\]*)(?=,|$)/g, "$1=…/$2");
}
