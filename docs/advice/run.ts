/** Runs one advice on the runtime that executes this: `run.ts ADVICE CA.json URL`; prints both statuses. */
import { readFileSync } from "node:fs";
import process from "node:process";

type Half = (ca: string[], url: URL) => Promise<number>;

const [advice, caFile, url] = process.argv.slice(2) as [string, string, string];
const ca = JSON.parse(readFileSync(caFile, "utf8")) as string[];
const { before, after } = (await import(`./${advice}.ts`)) as { before: Half; after: Half };
console.log(await before(ca, new URL(url)), await after(ca, new URL(url)));
process.exit(0);
