"""By hand: `make by-hand`, or `.cache/python/bin/python docs/by-hand/httpx-profile.py`. No network, no server.

What of the time of httpx clients is in OpenSSL's loading of the CAs: by cProfile, which counts every call, and by the
thread's CPU clock around that one method. The study of profiles samples; its share of *create* should agree.
"""
import cProfile
import pstats
import ssl
import time

import httpx

clients = 60


def loop() -> None:
    for _ in range(clients):
        httpx.Client().close()


loop()
profile = cProfile.Profile()
profile.runcall(loop)
stats = pstats.Stats(profile)
inside = sum(row[2] for (_, _, name), row in stats.stats.items() if "load_verify_locations" in name)

load, taken = ssl.SSLContext.load_verify_locations, []
def timed(*words, **named):
    start = time.thread_time()
    load(*words, **named)
    taken.append(time.thread_time() - start)
ssl.SSLContext.load_verify_locations = timed
start = time.thread_time()
loop()
print(f"load_verify_locations: {inside / stats.total_tt:.1%} by cProfile, {sum(taken) / (time.thread_time() - start):.1%} by the CPU clock")
