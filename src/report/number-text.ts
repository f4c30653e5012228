/** Numbers become text here and nowhere else. */

/** At least three significant digits: `0.0123`, `1.23`, `12.3`, `123`, `12,345`; below 0 with a minus, no hyphen. */
export function numberText(value: number): string {
  if (value < 0) return `−${numberText(-value)}`;
  if (value === 0) return "0";
  if (value < 0.995) return trimExponent(value.toPrecision(3));
  if (value < 9.995) return value.toFixed(2);
  if (value < 99.95) return value.toFixed(1);
  return grouped(Math.round(value));
}

/** `toPrecision` writes very small numbers with an exponent; nobody reads those in a table. */
function trimExponent(text: string): string {
  return text.includes("e") ? Number(text).toFixed(9) : text;
}

/** Thousands by a comma, written out so that no locale can change a table. */
function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

export function countText(value: number): string {
  return grouped(Math.round(value));
}

export function microseconds(ns: number): string {
  return numberText(ns / 1e3);
}

export function milliseconds(ns: number): string {
  return numberText(ns / 1e6);
}

export function kibibytes(bytes: number): string {
  return numberText(bytes / 1024);
}

export function mebibytes(bytes: number): string {
  return numberText(bytes / 1024 ** 2);
}

/** Of 1: `0.0123` is `1.23 %`. */
export function percent(share: number): string {
  return `${numberText(share * 100)} %`;
}

/** Of 1, for shares that were chosen and not measured: `0.05` is `5 %`. */
export function wholePercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Of 1, for shares that are told to a tenth of a point: `0.7412` is `74.1 %`. */
export function tenthsPercent(share: number): string {
  return `${tenths(share)} %`;
}

/** The same in points, without the sign of percent: `74.1`. */
export function tenths(share: number): string {
  const text = (100 * share).toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", "−");
}

/** A p-value: never 0, and no digits that mean nothing. */
export function probability(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** `3:05` for minutes and seconds. */
export function clock(ns: number): string {
  const seconds = Math.round(ns / 1e9);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Of 1, as a number of percent or of percentage points: `0.0123` is `1.23`. */
export function hundredths(share: number): string {
  return numberText(share * 100);
}

/** A rate that was chosen, and not measured: `63`, `1,250`, `1.25`. */
export function chosenRateText(perSecond: number): string {
  return Number.isInteger(perSecond) ? grouped(perSecond) : String(perSecond);
}

/** A duration that was chosen: `1.5` for 1.5 s. */
export function chosenSeconds(ns: number): string {
  return String(ns / 1e9);
}

/** A number in the text of a program: four significant digits, and no commas. */
export function codeNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
