"""One operation of an arm: what happens between the two readings of the clock. The sister of bench/operations.ts."""

import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

from worker.adapter import Client, Source, Target, TlsOptions

now = time.perf_counter_ns
begin_certificate = "-----BEGIN CERTIFICATE-----"


class Times(NamedTuple):
    """Time since the operation's start, ns; `connected` is None where the client did not say so."""

    created: int
    connected: int | None
    responded: int
    closed: int


def read_trust(files: dict[str, str | None]) -> TlsOptions:
    ca_file = files["caFile"]
    ca = None if ca_file is None else "\n".join(json.loads(Path(ca_file).read_text()))
    return TlsOptions(ca, files["certificateFile"], files["keyFile"])


def given_ca_count(trust: TlsOptions) -> int:
    return 0 if trust.ca is None else trust.ca.count(begin_certificate)


def make_sources(client: Client, context: str, trust: TlsOptions, count: int) -> list[Source]:
    """The source of every operation's client, made before anything is timed."""
    if context == "shared":
        return [Source(None, client.make_context(trust))] * count
    if context == "distinct":
        return [Source(distinct_bytes(trust, index)) for index in range(count)]
    if context in ("fresh", "extra-ca", "reused-client"):
        return [Source(trust)] * count
    raise ValueError(f"make the clients' options: the python adapter has no context {context}")


def distinct_bytes(trust: TlsOptions, index: int) -> TlsOptions:
    """The same certificates in other bytes: RFC 7468, 2 lets a PEM text have explanatory lines before it."""
    ca = None if trust.ca is None else trust.ca.replace(begin_certificate, f"# {index}\n{begin_certificate}")
    return trust._replace(ca=ca)


class Setting(NamedTuple):
    client: Client
    target: Target
    sources: list[Source]
    busy_loop_ns: int


Run = Callable[[int], Awaitable[Times]]
End = Callable[[], Awaitable[None]]


def make_operations(setting: Setting, scenario: str, context: str) -> tuple[Run, End]:
    """The operations of an arm, in the order in which the first is called; the second ends what outlives them."""
    if context == "reused-client":
        return reused_client_operations(setting)
    run = create_operation(setting) if scenario == "create" else request_operation(setting)

    async def end() -> None:
        return None

    return run, end


def stay_busy(until_ns: int) -> None:
    """A self-test's known slow-down: CPU time that nothing is made with."""
    while now() < until_ns:
        pass


async def finished(client: Client, returned: Any) -> Any:
    return await returned if client.is_async else returned


def create_operation(setting: Setting) -> Run:
    client, target, sources, busy_loop_ns = setting

    async def run(index: int) -> Times:
        source = sources[index]
        start = now()
        if busy_loop_ns > 0:
            stay_busy(start + busy_loop_ns)
        handle = client.create(source, target)
        created = now()
        closing = client.close(handle)
        if closing is not None:
            await closing
        closed = now()
        return Times(created - start, None, created - start, closed - start)

    return run


def request_operation(setting: Setting) -> Run:
    client, target, sources, busy_loop_ns = setting

    async def run(index: int) -> Times:
        source = sources[index]
        connected: list[int] = []
        start = now()
        if busy_loop_ns > 0:
            stay_busy(start + busy_loop_ns)
        handle = client.create(source, target)
        created = now()
        returned = client.request(handle, target, lambda: connected.append(now()))
        status = await returned if client.is_async else returned
        responded = now()
        closing = client.close(handle)
        if closing is not None:
            await closing
        closed = now()
        expect_success(status, target)
        connected_ns = connected[0] - start if connected else None
        return Times(created - start, connected_ns, responded - start, closed - start)

    return run


def reused_client_operations(setting: Setting) -> tuple[Run, End]:
    client, target, sources, busy_loop_ns = setting
    handle = client.create(sources[0], target)

    async def run(_index: int) -> Times:
        start = now()
        if busy_loop_ns > 0:
            stay_busy(start + busy_loop_ns)
        status = await finished(client, client.request(handle, target, lambda: None))
        responded = now() - start
        expect_success(status, target)
        return Times(0, None, responded, responded)

    async def end() -> None:
        await finished(client, client.close(handle))

    return run, end


def expect_success(status: int, target: Target) -> None:
    if not 200 <= status <= 399:
        where = f"{target.host}:{target.port}{target.path}"
        raise RuntimeError(f"GET {where}: expected a 2xx or 3xx status, got {status}")
