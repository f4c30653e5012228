/** An order in which every beginning holds each kind in the proportion of the whole, give or take one or two. */

/**
 * `count` members, taken group by group: next is always the group that is furthest behind its share, and of a group its
 * members in turn, again and again where more are asked for than there are. After as many as all groups have, each
 * member was taken once.
 */
export function interleaved<Member>(groups: readonly (readonly Member[])[], count: number): Member[] {
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length === 0 && count > 0)
    throw new Error("interleave: expected a group with members, got none");
  const taken = filled.map(() => 0);
  const order: Member[] = [];
  for (let position = 1; position <= count; position++) {
    // The one whose turn is due first: where its next member would stand if its members were spread evenly.
    const due = filled.map((group, index) => (taken[index]! + 0.5) / group.length);
    const next = due.indexOf(Math.min(...due));
    const group = filled[next]!;
    order.push(group[taken[next]! % group.length]!);
    taken[next]!++;
  }
  return order;
}
