"""A sampling profiler of this process, as a `.cpuprofile`: the equal of the JavaScript runtimes' `--cpu-prof`.

cProfile knows pairs of caller and callee and no stacks, and pays for every call of a Python function: what is native
would seem cheaper than it is. Here a timer's signal interrupts the main thread. CPython handles signals between two
instructions of the interpreter, so a long native call is seen once, at its end, and counts as often as the timer went
off in it; of each time only that part counts in which the thread's CPU clock went on, so that waiting counts nothing.
(A weight of all CPU time since the sample before would give to the call what ran before it.) Where a wait begins or
ends within an interval, up to half of it may be given to the call that waited. ITIMER_PROF goes by CPU time itself, but
goes off no more often than the kernel's tick, every 4 ms as a rule.
"""

import gc
import signal
import time
from types import CodeType, FrameType
from typing import Any

from worker.call_tree import CallTree, Stack

#: When, by the wall clock; wall and CPU time since the sample before; all in ns; and the number of its stack.
Sample = tuple[int, int, int, int]


class Sampler:
    def __init__(self, interval_us: int) -> None:
        self.interval_us = interval_us
        self.stacks: dict[Stack, int] = {}
        self.samples: list[Sample] = []
        self.is_seeing = False
        self.is_collecting = False

    def start(self) -> None:
        gc.callbacks.append(self.on_collection)
        signal.signal(signal.SIGALRM, self.see)
        self.start_ns = self.seen_ns = time.time_ns()
        self.seen_cpu_ns = time.thread_time_ns()
        signal.setitimer(signal.ITIMER_REAL, self.interval_us / 1e6, self.interval_us / 1e6)

    def on_collection(self, phase: str, _info: dict[str, int]) -> None:
        """A signal that came while garbage was collected is handled at the start of this function, before its first line."""
        self.is_collecting = phase == "start"

    def see(self, _signal: int, frame: FrameType | None) -> None:
        # The next signal may come while this one is handled.
        if self.is_seeing:
            return
        self.is_seeing = True
        at_ns, cpu_ns = time.time_ns(), time.thread_time_ns() - self.seen_cpu_ns
        # It may even come before the first line of this, which is then the frame that it interrupts.
        while frame is not None and frame.f_code in own_codes:
            frame = frame.f_back
        codes: list[CodeType] = []
        at = frame
        while at is not None:
            codes.append(at.f_code)
            at = at.f_back
        instruction = frame.f_lasti if frame else -1
        seen = (self.is_collecting, instruction, tuple(codes))
        stack = self.stacks.setdefault(seen, len(self.stacks))
        self.samples.append((at_ns, at_ns - self.seen_ns, cpu_ns, stack))
        # What this function took is no part of the next sample.
        self.seen_ns, self.seen_cpu_ns = time.time_ns(), time.thread_time_ns()
        self.is_seeing = False

    def stop(self) -> dict[str, Any]:
        signal.setitimer(signal.ITIMER_REAL, 0)
        gc.callbacks.remove(self.on_collection)
        tree = CallTree()
        leaves = [tree.leaf_of(stack) for stack in self.stacks]
        samples, time_deltas = self.spread(leaves)
        return {
            "nodes": tree.nodes,
            "startTime": self.start_ns / 1000,
            "endTime": time.time_ns() / 1000,
            "samples": samples,
            "timeDeltas": time_deltas,
        }

    def spread(self, leaves: list[int]) -> tuple[list[int], list[float]]:
        """Each stack as often as the timer went off since the one before, back from where it was seen."""
        samples: list[int] = []
        time_deltas: list[float] = []
        before_us = self.start_ns / 1000
        ticks_before = 0
        owed = 0.0
        for at_ns, passed_ns, cpu_ns, stack in self.samples:
            ticks = (at_ns - self.start_ns) // (self.interval_us * 1000)
            owed += (ticks - ticks_before) * min(1.0, cpu_ns / max(1, passed_ns))
            ticks_before = ticks
            count = int(owed)
            owed -= count
            for behind in range(count - 1, -1, -1):
                at_us = max(before_us, at_ns / 1000 - behind * self.interval_us)
                samples.append(leaves[stack])
                time_deltas.append(at_us - before_us)
                before_us = at_us
        return samples, time_deltas


own_codes = (Sampler.see.__code__, Sampler.on_collection.__code__)
