/** The repro of a ratio: two arms in processes of their own, in turns, and the median of the rounds' ratios. */
import type { Bound } from "../../../core/bug-report/bound.ts";
import type { Finding, FindingKind } from "../../../core/findings/finding.ts";
import { codeNumber } from "../../number-text.ts";
import { caExpression, type KindCode, oneCaExpression } from "./repro-parts.ts";

/** The arms, as the script names them; the first ÷ the second. */
const armsOf: Partial<Record<FindingKind, readonly [string, string]>> = {
  "sharing-saves-nothing": ["fresh", "shared"],
  "shared-slower": ["fresh", "shared"],
  "roots-parsed-again": ["own roots", "one CA"],
  regression: ["head", "base"],
};

/**
 * Sharing can save something only where many CAs cost more than one: else there is nothing to be saved, and a ratio of
 * 1 is what one expects.
 */
const leastWork = 1.2;

export function comparedArms({ kind, of, contexts, builds }: Finding, bound: Bound): KindCode | null {
  const arms = armsOf[kind];
  if (!arms) return null;
  const hasControl = kind === "sharing-saves-nothing" && of.trust === "bundle";
  const shown = hasControl ? ["one CA", ...arms] : [...arms];
  const names = shown.map((name) => name.split(" ")[0]!);
  const [first, second] = names.slice(-2);
  const variables = shown.map((name, index) => (name === names[index] ? name : `"${name}": ${names[index]}`));
  const texts = shown.map((name, index) => `${name} \${${names[index]}.toFixed(DIGITS)} ms`).join(", ");
  const comparison = `ratio ${bound.side === "below" ? "<=" : ">="} ${codeNumber(bound.value)}`;
  const control = hasControl ? ` && median(work) >= ${leastWork}` : "";
  const list = JSON.stringify(shown).replaceAll(",", ", ");
  const compare = `  const [arms, ratios${hasControl ? ", work" : ""}] = [${list}, []${hasControl ? ", []" : ""}];
  for (let round = 1; round <= 5; round++) { // Each arm goes first in turn.
    const { ${variables.join(", ")} } = Object.fromEntries(arms.reverse().map((arm) => [arm, run(arm)]));
    ratios.push(${first} / ${second});${hasControl ? `\n    work.push(${first} / one);` : ""}
    console.log(\`${texts}\`);
  }
  const ratio = median(ratios);
  console.log(\`${arms.join(" ÷ ")}, median of the rounds: \${ratio.toFixed(3)}; ${sideText(bound)}\`);
  const present = ${comparison}${control};`;
  return {
    measure: measureCode({ of, kind, contexts }),
    compare: compare.replaceAll("DIGITS", of.scenario === "create" ? "4" : "2"),
    ...(kind === "regression"
      ? { usage: usageOf(builds), executable: 'process.argv[arm === "base" ? 2 : 3]' }
      : {}),
  };
}

function sideText({ side, value }: Bound): string {
  return `the problem is ${codeNumber(value)} or ${side === "below" ? "less" : "more"}`;
}

/** Where a reader has put the two executables. */
function usageOf(builds: Finding["builds"]): string {
  const names = builds ? [builds.base, builds.head] : ["base", "head"];
  return names.map((name) => `/path/to/${name.replaceAll(/[^\w.]+/g, "-")}`).join(" ");
}

function measureCode({ of, kind, contexts }: Pick<Finding, "of" | "kind" | "contexts">): string {
  const { scenario } = of;
  const [given, one] = [caExpression(of), oneCaExpression(of)];
  const hasOne = kind === "sharing-saves-nothing" || kind === "roots-parsed-again";
  const ca = hasOne && given !== one ? `arm === "one CA" ? ${one} : ${given}` : given;
  const isShared = kind === "sharing-saves-nothing" || kind === "shared-slower";
  const isAlways = kind === "regression" && contexts[0] === "shared";
  const perArm = '\n  const shared = arm === "shared" ? tls.createSecureContext({ ca }) : undefined;';
  const before = isAlways
    ? `const shared = tls.createSecureContext({ ca: ${ca} });`
    : `const ca = ${ca};${isShared ? perArm : ""}`;
  const list = given === "undefined" ? "ca" : "[...ca]";
  const words = isAlways ? "null, shared" : isShared ? `${list}, shared` : list;
  // A cheap operation becomes faster for hundreds of times; sockets are freed when the event loop turns.
  const [operations, warmup] = scenario === "create" ? [400, 200] : [80, 40];
  return `// One arm, in a process of its own: an arm would pay for what the other left to be collected.
async function measure() {
  ${before}
  const times = [];
  for (let index = 0; index < ${operations}; index++) {
    const start = performance.now();
    await use(${words});
    times.push(performance.now() - start);${scenario === "create" ? "\n    await new Promise(setImmediate);" : ""}
  }
  console.log(median(times.slice(${warmup})));
}`;
}
