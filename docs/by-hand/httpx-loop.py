"""By hand: `make by-hand`, or `.cache/python/bin/python docs/by-hand/httpx-loop.py`. No network, no server.

100 clients made and closed, fresh and shared in turns, each in a process of its own: start, import, loop.
"""
import subprocess
import sys
from statistics import median
from time import perf_counter

import httpx

clients, pairs = 100, 5


def loop(verify) -> None:
    start = perf_counter()
    for _ in range(clients):
        httpx.Client(verify=verify).close()
    print((perf_counter() - start) / clients)


def whole_process(arm: str) -> tuple[float, float]:
    start = perf_counter()
    client = subprocess.run([sys.executable, "-I", __file__, arm], check=True, capture_output=True).stdout
    return perf_counter() - start, float(client)


if sys.argv[-1] in ("fresh", "shared"):
    loop(True if sys.argv[-1] == "fresh" else httpx.create_ssl_context())
else:
    both = [(*whole_process("fresh"), *whole_process("shared")) for _ in range(pairs)]
    fresh, fresh_client, shared, shared_client = (median(column) for column in zip(*both))
    ratios = sorted(one[0] / one[2] for one in both)
    print(f"a client {fresh_client * 1e3:.1f} ms → {shared_client * 1e6:.0f} µs; {clients} as a whole process "
          f"{fresh:.2f} s → {shared:.2f} s, {median(ratios):.1f} × ({ratios[0]:.1f} to {ratios[-1]:.1f})")
