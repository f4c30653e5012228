/** For tests: whether words of a stranger's file became markup of a page. */

/** HTML, a heading and a link, each of which would show if it got through. */
export const hostileWords = '</td><script>alert(1)</script>|x`y`\n\n# [z](javascript:1) "';

/** What of `hostileWords` is markup in the page; empty where all of it is text. In code nothing is. */
export function hostileMarkup(page: string): string[] {
  const outsideCode = page.replaceAll(/```[\s\S]*?```/g, "").replaceAll(/`[^`\n]*`/g, "");
  return [/<script|<\/td>/, /^# \[z/m, /(?<!\\)\[z(?<!\\)\]\(javascript/].flatMap(
    (pattern) => pattern.exec(outsideCode)?.[0] ?? [],
  );
}
