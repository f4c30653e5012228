"""Measures one arm in this process. The sister of bench/measure.ts: the same order, the same intervals."""

import asyncio
import gc
import platform
import time
from typing import Any

from worker.adapter import Client, Target, load_client
from worker.clocks import cpu_clock_resolution_ns, peak_rss_bytes, start_interval, startup_ns
from worker.extra_ca import has_extra_ca
from worker.operations import Run, Setting, Times, given_ca_count, make_operations, make_sources, read_trust

stage_names = ("created", "connected", "responded", "closed")


def collect_garbage() -> dict[str, int]:
    """Cost of a full collection. What has no cycle was freed at once, when its operation ended."""
    elapsed = start_interval()
    gc.collect()
    return elapsed()


async def drive(client: Client, run: Run, untimed: int, total: int) -> tuple[list[Times], dict[str, float], dict[str, Any]]:
    """Runs all operations, the first `untimed` of them before the loop whose cost is taken."""
    times: list[Times] = []
    startup = startup_ns()
    for index in range(untimed):
        times.append(await run(index))
        await let_others_run(client)
    # The first collection frees what start-up and warm-up left; the second is the cost of freeing nothing.
    collect_garbage()
    collection_before = collect_garbage()
    start_us = epoch_us()
    loop_elapsed = start_interval()
    for index in range(untimed, total):
        times.append(await run(index))
        await let_others_run(client)
    loop = loop_elapsed()
    section = {"startUs": start_us, "endUs": epoch_us()}
    costs = {"loop": loop, "collectionBefore": collection_before, "collectionAfter": collect_garbage()}
    return times, section, {"startupNs": startup, **costs}


def epoch_us() -> float:
    """The wall clock, by which a profile of this process is cut to its loop."""
    return time.time_ns() / 1000


async def let_others_run(client: Client) -> None:
    """A turn of the event loop, outside the timed section; a program of synchronous clients has none."""
    if client.is_async:
        await asyncio.sleep(0)


async def measure_arm(job: dict) -> dict[str, Any]:
    arm = job["arm"]
    client = load_client(arm["client"])
    untimed = 1 + job["warmupOperations"]
    total = untimed + job["timedOperations"]
    trust = read_trust(job["trustFiles"])
    sources = make_sources(client, arm["context"], trust, total)
    setting = Setting(client, Target(**job["endpoint"]), sources, job["busyLoopNs"])
    run, end = make_operations(setting, arm["scenario"], arm["context"])
    cpu_resolution_ns = cpu_clock_resolution_ns()
    times, section, costs = await drive(client, run, untimed, total)
    await end()
    totals = [taken.closed for taken in times]
    return {
        "kind": "measured",
        "operations": len(times),
        "busyLoopNs": job["busyLoopNs"],
        "section": section,
        "hasExtraCa": has_extra_ca(),
        "givenCaCount": given_ca_count(trust),
        "measurement": {
            "coldNs": totals[0],
            "warmupNs": totals[1:untimed],
            "operationNs": totals[untimed:],
            "stages": stages_of(times[untimed:], client) if has_stages(arm) else None,
            **costs,
            "cpuResolutionNs": cpu_resolution_ns,
            "peakRssBytes": peak_rss_bytes(),
            "runtimeVersion": platform.python_version(),
            "packageThatRan": client.package_that_ran(),
        },
    }


def has_stages(arm: dict) -> bool:
    """A client that is kept is constructed and connected before what is timed."""
    return arm["scenario"] == "request" and arm["context"] != "reused-client"


def stages_of(times: list[Times], client: Client) -> dict[str, list[int] | None]:
    visible = client.facts["stages"]
    return {name: column(times, name) if name in visible else None for name in stage_names}


def column(times: list[Times], stage: str) -> list[int]:
    values = [getattr(taken, stage) for taken in times]
    if None in values:
        raise RuntimeError(f'stamp a request: the client\'s facts name the stage "{stage}", and it never said so')
    return values
