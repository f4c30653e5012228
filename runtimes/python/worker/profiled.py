"""A profile of the process, where the suite asks for one by options that Python hands on: `-X ctxcost_profile=FOLDER`."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def profiled() -> Iterator[None]:
    folder = sys._xoptions.get("ctxcost_profile")
    if folder is None:
        yield
        return
    # Loaded by no other process: what it imports is no part of a client's cost.
    from worker.sampler import Sampler

    sampler = Sampler(int(sys._xoptions["ctxcost_interval_us"]))
    sampler.start()
    yield
    profile = json.dumps(sampler.stop(), separators=(",", ":"))
    Path(folder, f"worker-{os.getpid()}.cpuprofile").write_text(profile)
