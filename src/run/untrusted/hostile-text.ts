/** Texts as somebody would write them into a results file who wants a page, a terminal or a program to obey them. */
import fc from "fast-check";

const pieces = [
  // Markdown's own.
  ...[
    "|",
    "||",
    "\\",
    "\\|",
    "`",
    "``",
    "```\n",
    "~~~\n",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "$x$",
    "<br>",
    "    code",
  ],
  ...["# ", "## h", "- ", "+ ", "1. ", "2) ", "> ", "---", "===", "***", "[ ] ", "[^1]", ":--", "| a | b |"],
  ...["\n", "\r\n", "\r", "\t", "\n\n# h\n\n", "\n- a\n- b\n", "\n\n| a | b |\n| - | - |\n| c | d |\n\n"],
  // Links and pictures.
  ...["[a](b)", "![a](javascript:alert(1))", "[x]: https://a.example", "<https://a.example>", "](", ")", "["],
  ...["https://a.example/x", "http://a.example", "ftp://a.example", "javascript:alert(1)", "x@a.example"],
  // HTML's own.
  ...[
    "<script>alert(1)</script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table>",
    "</details>",
  ],
  ...[
    "<details><summary>",
    "</summary>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    '"',
    "'",
    "&",
    "&lt;",
    "&#124;",
    "&quot;",
  ],
  ...[
    '" onmouseover="alert(1)',
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<a href=x>y</a>",
  ],
  // What is obeyed, hidden or not there.
  ...[
    "\u0000",
    "\u0007",
    "\u001b[2J\u001b]0;x\u0007",
    "\u009b31m",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u2028",
    "\u2029",
  ],
  ...["\ufeff", "\ud800", "\udc00", "\uffff", "\u{e0041}", "😀", "é", "中", "\u00a0", " "],
  // Names that programs have already, expressions, paths.
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "datum.x",
    "']",
    '"]',
    "{{x}}",
    "%{x}",
    "../../x",
  ],
  ...["<!-- headline: end -->", "/", "//", "node", "fresh", "%00", "%", "#", "?", ";", "'; rm -rf x #"],
];

const parts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
      { weight: 1, arbitrary: fc.constantFrom("a", "word", "1") },
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** What only does something where a text begins. */
const starts = ["# ", "###### ", "- ", "+ ", "1. ", "2) ", "> ", "---", "\n- ", " # ", "|", "\t"];

export const hostileText: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: fc.constantFrom(...starts) }),
    parts,
  )
  .map(([start, rest]) => `${start}${rest}`);

/** Enough that the names of a file meet most of the pieces. */
export const hostileTexts: fc.Arbitrary<string[]> = fc.array(hostileText, { minLength: 8, maxLength: 24 });
