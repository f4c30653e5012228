/**
 * A profile is of the whole process: start-up, warm-up and the garbage collections around the loop are in it. What is
 * held against the loop's CPU time is the part between its two readings of the clock.
 */
import { type CallFrame, type CpuProfile, type ProfileNode, rootName } from "./cpu-profile.ts";

/** Microseconds by the clock of the profile. */
export interface Section {
  readonly startUs: number;
  readonly endUs: number;
}

/**
 * The samples of the section with the nodes that they need, numbered anew; times from 0. What a frame is written as is
 * up to `frameOf`. Throws where the profile does not cover the section: then the two are not of one process or clock.
 */
export function cutToSection(
  profile: CpuProfile,
  { startUs, endUs }: Section,
  frameOf: (frame: CallFrame) => CallFrame = (frame) => frame,
): CpuProfile {
  if (startUs < profile.startTime || endUs > profile.endTime || startUs >= endUs) {
    throw new Error(
      `cut a profile from ${profile.startTime} to ${profile.endTime} µs: expected the timed section to lie in it, ` +
        `got ${startUs} to ${endUs} µs`,
    );
  }
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  let now = profile.startTime;
  let beforeUs = 0;
  for (const [index, delta] of profile.timeDeltas.entries()) {
    now += delta;
    // Sampled in a signal handler or on another thread, a sample may carry a time before that of the one it follows.
    if (now < startUs || now > endUs) continue;
    samples.push(profile.samples[index]!);
    // The times are rounded, not the steps between them, whose errors would add up to more than the section.
    const atUs = Math.max(beforeUs, Math.round(now - startUs));
    timeDeltas.push(atUs - beforeUs);
    beforeUs = atUs;
  }
  return {
    ...withNodesOf(profile, samples, frameOf),
    startTime: 0,
    endTime: Math.round(endUs - startUs),
    timeDeltas,
  };
}

function withNodesOf(
  { nodes }: CpuProfile,
  samples: readonly number[],
  frameOf: (frame: CallFrame) => CallFrame,
): Pick<CpuProfile, "nodes" | "samples"> {
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const root = nodes.find(({ callFrame }) => callFrame.functionName === rootName);
  const needed = new Set<number>(root ? [root.id] : []);
  for (const leaf of hits.keys()) {
    for (let id: number | undefined = leaf; id !== undefined && !needed.has(id); id = parents.get(id))
      needed.add(id);
  }
  const kept = nodes.filter(({ id }) => needed.has(id));
  const newIds = new Map(kept.map(({ id }, index) => [id, index + 1]));
  return {
    nodes: kept.map(
      ({ id, callFrame, children }): ProfileNode => ({
        id: newIds.get(id)!,
        callFrame: frameOf(callFrame),
        hitCount: hits.get(id) ?? 0,
        children: children.filter((child) => needed.has(child)).map((child) => newIds.get(child)!),
      }),
    ),
    samples: samples.map((id) => newIds.get(id)!),
  };
}
