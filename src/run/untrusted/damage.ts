/** What may have become of the lines of a results file: one change, or several. */
import fc from "fast-check";
import { hostileText } from "./hostile-text.ts";

/** From the lines of a valid file to those of another, or to something that has no lines. */
export type Damage = (text: string) => string;

/** As they stand in JSON, so that there are some among them that no program would write. */
const oddValues = [
  ...[
    "null",
    "true",
    "0",
    "-0",
    "-1",
    "0.5",
    "1e308",
    "-1e308",
    "1e999",
    "5e-324",
    "9007199254740993",
    "1e18",
    "1e19",
  ],
  ...[
    "NaN",
    "Infinity",
    "-Infinity",
    "undefined",
    "01",
    "0x1",
    "[]",
    "{}",
    '""',
    '"7"',
    '"\\ud800"',
    '"\\u0000"',
  ],
  ...[
    '{"__proto__":{"length":1}}',
    '["__proto__"]',
    "[[[[[[]]]]]]",
    '{"a":{"a":{"a":null}}}',
    "[null]",
    "[1e308]",
    "[0,0]",
  ],
  ...[`${"[".repeat(20_000)}${"]".repeat(20_000)}`, `"${"x".repeat(100_000)}"`, "[1,]", "'x'"],
];

/** A place in a line, where a value begins: after a colon, a comma or a bracket. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const oddValue = fc.oneof(
  fc.constantFrom(...oddValues),
  hostileText.map((text) => JSON.stringify(text)),
);

/** Takes the place of a number, a word or a short list. */
const anotherValue: fc.Arbitrary<Damage> = fc.tuple(place, place, oddValue).map(
  ([line, at, value]) =>
    (text) =>
      atLine(text, line, (one) => {
        const values = [
          ...one.matchAll(/(?<=":)(?:"(?:[^"\\]|\\.)*"|-?[\d.e+]+|null|true|false|\[[^[\]{}]*\])/g),
        ];
        const found = values[Math.floor(at * values.length)];
        return found
          ? `${one.slice(0, found.index)}${value}${one.slice(found.index + found[0].length)}`
          : value;
      }),
);

const lostField: fc.Arbitrary<Damage> = fc
  .tuple(place, place, fc.constantFrom("__proto__", "constructor", "", "x"))
  .map(
    ([line, at, name]) =>
      (text) =>
        atLine(text, line, (one) => {
          const names = [...one.matchAll(/"\w+"(?=:)/g)];
          const found = names[Math.floor(at * names.length)];
          return found
            ? `${one.slice(0, found.index)}"${name}"${one.slice(found.index + found[0].length)}`
            : "";
        }),
  );

const otherLines: fc.Arbitrary<Damage> = fc
  .tuple(fc.constantFrom("lose", "repeat", "first", "last", "tear"), place, place)
  .map(([what, line, at]) => (text) => {
    const lines = text.split("\n");
    const index = Math.floor(line * lines.length);
    const one = lines[index]!;
    const others = lines.toSpliced(index, 1);
    switch (what) {
      case "lose":
        return others.join("\n");
      case "repeat":
        return lines.toSpliced(index, 0, one).join("\n");
      case "first":
        return [one, ...others].join("\n");
      case "last":
        return [...others, one].join("\n");
      default:
        return text.slice(0, Math.floor(at * text.length));
    }
  });

const otherBytes: fc.Arbitrary<Damage> = fc
  .tuple(fc.constantFrom("\ufeff", "\r\n", "\n \t\n", "\u2028", "\u0000", "{", "}", '"', "\\", ","), place)
  .map(([bytes, at]) => (text) => {
    if (bytes === "\ufeff") return `\ufeff${text}`;
    if (bytes === "\r\n") return text.replaceAll("\n", "\r\n");
    const index = Math.floor(at * text.length);
    return `${text.slice(0, index)}${bytes}${text.slice(index)}`;
  });

export const damages: fc.Arbitrary<Damage> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: anotherValue },
      { weight: 1, arbitrary: lostField },
      { weight: 2, arbitrary: otherLines },
      { weight: 1, arbitrary: otherBytes },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => (text) => all.reduce((damaged, damage) => damage(damaged), text));

/** Half of the time among the first lines, which are of another kind each. */
function atLine(text: string, line: number, change: (line: string) => string): string {
  const lines = text.split("\n");
  const among = line < 0.5 ? Math.min(3, lines.length) : lines.length;
  const index = Math.floor(((line * 2) % 1) * among);
  return lines.with(index, change(lines[index]!)).join("\n");
}
