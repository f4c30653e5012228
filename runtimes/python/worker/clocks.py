"""What the process has used: wall and CPU time, memory, start-up. The operating system's account, as Node reads it."""

import os
import resource
import sys
import time
from collections.abc import Callable

from worker.operations import now

longest_clock_step_ns = 50_000_000


def cpu_ns() -> tuple[int, int]:
    """User and system time of the process. `os.times` has steps of 10 ms."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return round(used.ru_utime * 1e9), round(used.ru_stime * 1e9)


def start_interval() -> Callable[[], dict[str, int]]:
    """Reads both clocks; call the result to get what has passed since."""
    user, system = cpu_ns()
    start = now()

    def elapsed() -> dict[str, int]:
        wall_ns = now() - start
        later_user, later_system = cpu_ns()
        # The kernel shares out the whole between the two by samples, and may take from one what it gave before.
        return {
            "wallNs": wall_ns,
            "cpuUserNs": max(0, later_user - user),
            "cpuSystemNs": max(0, later_system - system),
        }

    return elapsed


def cpu_clock_resolution_ns() -> int:
    """Smallest step of the process's CPU clock, ns; 0 where it stands still."""
    smallest = longest_clock_step_ns
    for _ in range(8):
        before = sum(cpu_ns())
        latest = now() + longest_clock_step_ns
        passed = 0
        while passed == 0:
            if now() > latest:
                return 0
            passed = sum(cpu_ns()) - before
        smallest = min(smallest, passed)
    return smallest


def clock_step_ns() -> int:
    """Smallest step of the clock that times operations, over 1,000 changes of it."""
    smallest = longest_clock_step_ns
    for _ in range(1000):
        before = now()
        after = before
        while after == before:
            after = now()
        smallest = min(smallest, after - before)
    return smallest


def peak_rss_bytes() -> int:
    """Of this program. On Linux `ru_maxrss` also remembers the process that started it, as it was before `exec`."""
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    # macOS counts bytes here, others kilobytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


script_started = now()


def startup_ns() -> int:
    """From the start of the process to now, in steps of 10 ms on Linux; elsewhere since this module was loaded."""
    if sys.platform != "linux":
        return now() - script_started
    with open("/proc/self/stat", encoding="utf8") as stat:
        # Behind the program's name, which may hold anything, in brackets; man 5 proc, field 22.
        started_ticks = int(stat.read().rpartition(")")[2].split()[19])
    started_ns = started_ticks * 1_000_000_000 // os.sysconf("SC_CLK_TCK")
    return max(0, time.clock_gettime_ns(time.CLOCK_BOOTTIME) - started_ns)
