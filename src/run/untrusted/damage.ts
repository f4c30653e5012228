/** What may have become of the lines of a results file: one change, or several. */
import fc from "fast-check";
import { hostileText } from "./hostile-text.ts";

/** From the text of a valid file to that of another, or to something that has no lines. */
export type Damage = (text: string) => string;

/** As they stand in JSON, so that there are some among them that no program would write. */
const oddNumbers = [
  ...[
    "0",
    "-0",
    "-1",
    "0.5",
    "1",
    "2",
    "1e308",
    "-1e308",
    "1e999",
    "5e-324",
    "9007199254740991",
    "9007199254740993",
  ],
  ...["1e17", "1e18", "1e19", "999", "1000", "01", "0x1", "NaN", "Infinity", "-Infinity"],
];
const oddTexts = [
  '""',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u2028"',
  '"__proto__"',
  '"7"',
  `"${"x".repeat(100_000)}"`,
  "'x'",
];
const oddLists = ["[]", "[null]", "[1e308]", "[0,0]", "[0,1e18]", '["__proto__"]', "[[[[[]]]]]", "[1,]"];
const oddValues = [
  ...["null", "true", "{}", '{"__proto__":{"length":1}}', '{"a":{"a":{"a":null}}}', "undefined"],
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
];

const hostile = hostileText.map((text) => JSON.stringify(text));

/** What a value of this kind is exchanged for: most of the time another of its kind, or next to no file would be read on. */
const replacements: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record({
  number: fc.constantFrom(...oddNumbers),
  text: fc.oneof(fc.constantFrom(...oddTexts), hostile),
  list: fc.constantFrom(...oddLists),
});
const anything = fc.constantFrom(...oddValues, ...oddNumbers, ...oddTexts, ...oddLists);

/** A place among others, from the first to the last, all alike: fast-check would rather have the first. */
const place = fc.noBias(fc.nat({ max: 9999 })).map((number) => number / 10_000);

/** A word, a number, or a list of them. */
const value = /(?<=":)(?:"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|null|true|false|\[[^[\]{}]*\])/g;

const anotherValue = fc
  .record({ line: place, at: place, replacements, anything, isOther: fc.nat({ max: 5 }) })
  .map(({ line, at, replacements, anything, isOther }) =>
    named(`another value at ${at} of line ${line}`, (text) =>
      inLine(text, line, value, at, (found) =>
        isOther === 0 ? anything : (replacements[kindOf(found)] ?? anything),
      ),
    ),
  );

function kindOf(found: string): string {
  if (found.startsWith('"')) return "text";
  return found.startsWith("[") ? "list" : /\d/.test(found) ? "number" : "word";
}

const anotherName = fc
  .record({ line: place, at: place, name: fc.constantFrom("__proto__", "constructor", "", "x") })
  .map(({ line, at, name }) =>
    named(`a field called ${name} at ${at} of line ${line}`, (text) =>
      inLine(text, line, /"\w+"(?=:)/g, at, () => JSON.stringify(name)),
    ),
  );

/** Exchanges one of what is found in a line. Half of the time the line is among the first, which are of a kind each. */
function inLine(
  text: string,
  line: number,
  pattern: RegExp,
  at: number,
  exchange: (found: string) => string,
): string {
  const lines = text.split("\n");
  const among = line < 0.5 ? Math.min(3, lines.length) : lines.length;
  const index = Math.floor(((line * 2) % 1) * among);
  const one = lines[index]!;
  const all = [...one.matchAll(pattern)];
  const chosen = all[Math.floor(at * all.length)];
  if (!chosen) return lines.with(index, exchange(one)).join("\n");
  const [found] = chosen;
  const after = one.slice(chosen.index + found.length);
  return lines.with(index, `${one.slice(0, chosen.index)}${exchange(found)}${after}`).join("\n");
}

const otherLines = fc
  .record({ what: fc.constantFrom("lose", "repeat", "first", "last", "tear"), line: place, at: place })
  .map(({ what, line, at }) =>
    named(`${what} at ${what === "tear" ? at : line}`, (text) => {
      const lines = text.split("\n");
      const index = Math.floor(line * lines.length);
      const one = lines[index]!;
      if (what === "repeat") return lines.toSpliced(index, 0, one).join("\n");
      if (what === "tear") return text.slice(0, Math.floor(at * text.length));
      const others = lines.toSpliced(index, 1);
      if (what === "lose") return others.join("\n");
      return (what === "first" ? [one, ...others] : [...others, one]).join("\n");
    }),
  );

const otherBytes = fc
  .record({
    bytes: fc.constantFrom("\ufeff", "\r\n", "\n \t\n", "\u2028", "\u0000", "{", "}", '"', "\\", ","),
    at: place,
  })
  .map(({ bytes, at }) =>
    named(`${JSON.stringify(bytes)} at ${at}`, (text) => {
      if (bytes === "\ufeff") return `\ufeff${text}`;
      if (bytes === "\r\n") return text.replaceAll("\n", "\r\n");
      const index = Math.floor(at * text.length);
      return `${text.slice(0, index)}${bytes}${text.slice(index)}`;
    }),
  );

export const damages: fc.Arbitrary<Damage> = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: anotherValue },
      { weight: 1, arbitrary: anotherName },
      { weight: 2, arbitrary: otherLines },
      { weight: 1, arbitrary: otherBytes },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => named(all.map(String).join("; "), (text) => all.reduce((one, damage) => damage(one), text)));

/** A failed property prints what was done. */
function named(words: string, damage: Damage): Damage {
  const told = () => words;
  return Object.assign(damage, { toString: told, [fc.toStringMethod]: told });
}
