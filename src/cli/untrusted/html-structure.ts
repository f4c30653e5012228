/** The tags of results/report.html with their attributes, without the words between them and what depends on their length. */

/** A line for each tag; those of code, which is words, and what is in pictures are left out. */
export function htmlStructure(html: string): string[] {
  const bare = html
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "<$1>")
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, "<svg>")
    // A row's name, which is made of its words; where two rows come to one name the second has none.
    .replaceAll(/<a id="[a-z0-9-]+"><\/a>/g, "");
  return [...bare.matchAll(/<[^>]*>/g)]
    .map(([tag]) => lineOf(tag))
    .filter((line) => !/^<\/?code$/.test(line));
}

/** Of the others the value is text. */
const told = new Set(["id", "class", "href", "src", "type", "role", "data-table", "data-name", "http-equiv"]);

function lineOf(tag: string): string {
  const name = /^<\/?[\w!-]+/.exec(tag)?.[0] ?? tag;
  const attributes = [...tag.matchAll(/\s([\w:-]+)(?:="([^"]*)")?/g)].map(([, attribute, value = ""]) => {
    if (!told.has(attribute!)) return attribute!;
    return `${attribute}=${value.replace(/^#case=.*/, "#case")}`;
  });
  // A cell that is longer than a name may be wrapped.
  return [name, ...attributes.filter((one) => one !== "class=long")].join(" ");
}
