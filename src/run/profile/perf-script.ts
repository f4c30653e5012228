/** Reads what `perf script` prints into the format that the runtimes' own profilers write. */
import path from "node:path";
import {
  type CallFrame,
  type CpuProfile,
  type ProfileNode,
  rootName,
} from "../../core/profile/cpu-profile.ts";

export interface PerfSamples {
  readonly profile: CpuProfile;
  readonly processes: ReadonlySet<number>;
}

/** `comm pid/tid time:` before each stack, whose frames follow from the innermost, ended by an empty line. */
const heading = /^(.+?)\s+(\d+)\/(\d+)\s+(\d+\.\d+):/;
const frameLine = /^\s+([0-9a-f]+) (.*) \(([^()]*(?:\([^()]*\))?[^()]*)\)$/;

interface Branch {
  readonly id: number;
  readonly frame: CallFrame;
  readonly children: Map<string, Branch>;
  samples: number;
}

/** Threads are the outermost frames, so that what runs beside JavaScript can be told apart. */
export function parsePerfScript(text: string): PerfSamples {
  const branches: Branch[] = [];
  const newBranch = (frame: CallFrame): Branch => {
    const branch: Branch = { id: branches.length + 1, frame, children: new Map(), samples: 0 };
    branches.push(branch);
    return branch;
  };
  const root = newBranch(nativeFrame(rootName, ""));
  const processes = new Set<number>();
  const times: { readonly us: number; readonly node: number }[] = [];
  for (const block of text.split(/\n\s*\n/)) {
    const [head, ...lines] = block.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
    const match = head === undefined ? null : heading.exec(head);
    if (!match) continue;
    const [, thread, pid, , seconds] = match;
    processes.add(Number(pid));
    let branch = root;
    for (const frame of [nativeFrame(`thread ${thread!.trim()}`, ""), ...lines.flatMap(frameOf).reverse()]) {
      const key = `${frame.functionName} ${frame.url}:${frame.lineNumber}`;
      const child = branch.children.get(key) ?? newBranch(frame);
      branch.children.set(key, child);
      branch = child;
    }
    branch.samples++;
    times.push({ us: Number(seconds) * 1e6, node: branch.id });
  }
  // One line of time: threads are written one after the other.
  times.sort((a, b) => a.us - b.us);
  return { profile: profileOf(branches, times), processes };
}

function profileOf(
  branches: readonly Branch[],
  times: readonly { readonly us: number; readonly node: number }[],
) {
  const nodes = branches.map(
    ({ id, frame, children, samples }): ProfileNode => ({
      id,
      callFrame: frame,
      hitCount: samples,
      children: [...children.values()].map((child) => child.id),
    }),
  );
  const startTime = times[0]?.us ?? 0;
  return {
    nodes,
    startTime,
    endTime: times.at(-1)?.us ?? 0,
    samples: times.map(({ node }) => node),
    timeDeltas: times.map(({ us }, index) => us - (times[index - 1]?.us ?? startTime)),
  };
}

/** V8's names of compiled functions: `JS:*name file:line:column`, with marks for the compiler that made them (`o`: entered inside a loop). */
const compiledFunction = /^JS:(?:o?[~*+^])?'?(.*?) ?(\S+?):(\d+):(\d+)$/;

function frameOf(line: string): CallFrame[] {
  const match = frameLine.exec(line);
  if (!match) return [];
  const [, , symbol, object] = match;
  const name = symbol!.trim().replace(/\+0x[0-9a-f]+$/, "");
  const compiled = compiledFunction.exec(name);
  if (compiled) {
    // As the runtime's own profiler has it, so that the frames that count are found here too.
    const [, functionName, url, lineNumber, columnNumber] = compiled;
    const place = { lineNumber: Number(lineNumber) - 1, columnNumber: Number(columnNumber) - 1 };
    return [{ functionName: functionName!, scriptId: "0", url: url!, ...place }];
  }
  // An address means nothing in another process: all that is unknown in one library is one frame.
  const isNameless = name === "[unknown]" || name === "";
  return [nativeFrame(isNameless ? "(no name)" : name, libraryName(object!))];
}

function libraryName(object: string): string {
  const name = path.basename(object);
  return /^perf-\d+\.map$/.test(name) ? "compiled code" : name;
}

function nativeFrame(functionName: string, url: string): CallFrame {
  return { functionName, scriptId: "0", url, lineNumber: -1, columnNumber: -1 };
}
