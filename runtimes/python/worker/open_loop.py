"""Does things at times that were fixed beforehand, whatever became of those before. The sister of bench/open-loop.ts."""

import asyncio
from collections.abc import Callable

from worker.operations import now

#: Called with the index of a time, and how late it is, ns.
Act = Callable[[int, int], None]


async def at_times(origin_ns: int, times_ns: list[int], act: Act) -> None:
    """Calls `act` once for each time, ascending, counted from `origin_ns`; returns after the last."""
    at = 0
    while at < len(times_ns):
        # What becomes due while this runs has to wait for a turn: a loop that never let go would read no response.
        turn_ns = now() - origin_ns
        while at < len(times_ns) and times_ns[at] <= turn_ns:
            act(at, now() - origin_ns - times_ns[at])
            at += 1
        if at < len(times_ns):
            # One that fires early, asyncio's clock having steps of its own, sleeps again; 0 is a turn.
            await asyncio.sleep(max(0, times_ns[at] - (now() - origin_ns)) / 1e9)
