/**
 * Runs one advice on the runtime that executes this: `run.ts ADVICE CA.json URL OTHER-URL`; prints the status of before
 * and after, and whether each refuses the other server, whose CA it was not given.
 */
import { readFileSync } from "node:fs";
import process from "node:process";

type Half = (ca: string[], url: URL) => Promise<number>;

const [advice, caFile, url, otherUrl] = process.argv.slice(2) as [string, string, string, string];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const { before, after } = (await import(`./${advice}.ts`)) as { before: Half; after: Half };
const outcomes: (number | string)[] = [];
for (const half of [before, after]) {
  outcomes.push(await half(ca, new URL(url)));
  outcomes.push(await half(ca, new URL(otherUrl)).catch(() => "refused"));
}
console.log(outcomes.join(" "));
process.exit(0);
