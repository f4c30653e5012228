"""By hand: `make by-hand`, which gives the port of a server and a JSON file of CAs.

Is it the new context that makes the request after a parsing dearer, or would one by a known context be as well? Without
cyclic garbage collection, which frees contexts in the midst of requests. CPU time of `get`, medians.
"""
import gc
import json
import ssl
import sys
import time
from statistics import median

import httpx

url = f"https://127.0.0.1:{sys.argv[1]}/"
cas = "\n".join(json.load(open(sys.argv[2])))


def request(context: ssl.SSLContext) -> float:
    client = httpx.Client(verify=context)
    start = time.thread_time()
    client.get(url)
    return time.thread_time() - start


gc.disable()
known = ssl.create_default_context(cadata=cas)
rows = []
for _ in range(50):
    new = ssl.create_default_context(cadata=cas)
    rows.append([request(new), request(new), request(known)])
    ssl.create_default_context(cadata=cas)
    rows[-1].append(request(known))
first, second, alone, after = (1e3 * median(column) for column in zip(*rows))
print(f"new context: {first:.2f} ms, again {second:.2f}; known context: {alone:.2f}, after a parsing {after:.2f}")
