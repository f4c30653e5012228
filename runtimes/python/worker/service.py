"""A service under load, and what it costs: a client for each arrival of a schedule. The sister of bench/service.ts.

One process with one asyncio loop is generator and service. A synchronous client is answered within its arrival's turn,
and all that arrive meanwhile wait for it, as they would in an asynchronous service that calls one.
"""

import asyncio
import platform
from collections.abc import Awaitable, Callable
from typing import Any

from worker.adapter import Client, Source, Target, load_client
from worker.clocks import cpu_ns
from worker.open_loop import at_times
from worker.operations import finished, make_sources, now, read_trust

#: Answers one arrival, calling what it is given at the response; ends when the client is closed.
Serve = Callable[[Callable[[], None]], Awaitable[None]]


async def serve_arrivals(job: dict) -> dict[str, Any]:
    client = load_client(job["client"])
    serve = serve_nothing if job["context"] is None else serve_by(client, job)
    ledger = Ledger(job["arrivalsNs"])
    marks: dict[str, list[int]] = {"atNs": [], "cpuNs": []}
    probe_late_us: list[int] = []
    origin_ns = now()

    def mark(_index: int, _late_ns: int) -> None:
        marks["cpuNs"].append(sum(cpu_ns()))
        marks["atNs"].append(now() - origin_ns)

    await asyncio.gather(
        at_times(origin_ns, job["marksNs"], mark),
        at_times(origin_ns, job["probesNs"], lambda _index, late_ns: probe_late_us.append(microseconds(late_ns))),
        at_times(origin_ns, job["arrivalsNs"], lambda index, _late_ns: ledger.start(index, origin_ns, serve)),
    )
    await ledger.settled(job["patienceNs"])
    return {
        "kind": "served",
        # Copied: what is still awaited is cancelled when the loop ends, and would write into it.
        "latencyUs": list(ledger.latency_us),
        "lateUs": list(ledger.late_us),
        "firstError": ledger.first_error,
        "probeLateUs": probe_late_us,
        "marks": marks,
        "wholeNs": now() - origin_ns,
        "runtimeVersion": platform.python_version(),
        "packageThatRan": client.package_that_ran(),
        "cpuNs": sum(cpu_ns()),
    }


async def serve_nothing(on_response: Callable[[], None]) -> None:
    on_response()


def serve_by(client: Client, job: dict) -> Serve:
    target = Target(**job["endpoint"])
    # Text and tuples are immutable: one source for all is the same text for each, and `fresh` builds from it anew.
    source: Source = make_sources(client, job["context"], read_trust(job["trustFiles"]), 1)[0]

    async def serve(on_response: Callable[[], None]) -> None:
        handle = client.create(source, target)
        try:
            status = await finished(client, client.request(handle, target, lambda: None))
            if status != 200:
                raise RuntimeError(f"GET {target.path}: expected status 200, got {status}")
            on_response()
        finally:
            await finished(client, client.close(handle))

    return serve


def microseconds(ns: int) -> int:
    return round(ns / 1e3)


class Ledger:
    """What became of each arrival."""

    def __init__(self, arrivals_ns: list[int]) -> None:
        self.arrivals_ns = arrivals_ns
        self.latency_us: list[int | None] = [None] * len(arrivals_ns)
        self.late_us = [0] * len(arrivals_ns)
        self.first_error: str | None = None
        # The loop itself holds its tasks by weak references only.
        self.tasks: set[asyncio.Task[None]] = set()

    def start(self, index: int, origin_ns: int, serve: Serve) -> None:
        task = asyncio.create_task(self.serve(index, origin_ns + self.arrivals_ns[index], serve))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def serve(self, index: int, scheduled_ns: int, serve: Serve) -> None:
        def answered() -> None:
            # From when it was to start, and not from when it did: see src/core/service/arrivals.ts.
            self.latency_us[index] = microseconds(now() - scheduled_ns)

        # Here and not where the task was made: those that are due together run one after another.
        self.late_us[index] = microseconds(now() - scheduled_ns)
        try:
            await serve(answered)
        except Exception as error:
            # Also where it was answered: a client that cannot be closed has not done its work.
            self.latency_us[index] = None
            self.first_error = self.first_error or f"{type(error).__name__} {error}"

    async def settled(self, patience_ns: int) -> None:
        """When none is awaited any more, or the patience has ended: what is open then got no response."""
        if not self.tasks:
            return
        _done, waiting = await asyncio.wait(self.tasks, timeout=patience_ns / 1e9)
        if waiting:
            patience = f"{patience_ns / 1e6:g} ms after the last"
            self.first_error = self.first_error or f"{len(waiting)} had no response {patience}"
