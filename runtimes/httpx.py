"""The worker of the reference runtime: Python with httpx (https://www.python-httpx.org), where the question began.

One job as a line of JSON on standard input, one answer on standard output: the protocol of src/protocol/job.ts, as
bench/worker.ts speaks it on the JavaScript runtimes.
"""

import asyncio
import json
import os
import sys
import traceback
from pathlib import Path

# In Python's isolated mode (-I) this file's own folder is not searched: `import httpx` would find this file there.
sys.path.insert(0, str(Path(__file__).parent / "python"))


async def answer(job: dict) -> dict:
    """Each kind of job loads its own module, and that only the client it is about."""
    if job["kind"] == "describe":
        from worker.describe import describe_runtime

        return describe_runtime()
    if job["kind"] == "measure":
        from worker.measure import measure_arm

        return await measure_arm(job)
    if job["kind"] == "verify":
        from worker.verify import verify_client

        return await verify_client(job)
    if job["kind"] == "service":
        from worker.service import serve_arrivals

        return await serve_arrivals(job)
    known = "describe, measure, verify and service"
    raise ValueError(f"answer a job of kind {job['kind']}: the Python worker knows {known}")


def report(error: BaseException) -> None:
    """The error with its causes and the lines it came from, by file name only: folders are this machine's."""
    at: BaseException | None = error
    while at is not None:
        print(f"{type(at).__name__}: {at}", file=sys.stderr)
        for frame in traceback.extract_tb(at.__traceback__):
            print(f"  {os.path.basename(frame.filename)}:{frame.lineno} {frame.name}", file=sys.stderr)
        at = at.__cause__ or at.__context__


def main() -> None:
    try:
        from worker.extra_ca import extra_ca
        from worker.profiled import profiled

        job = json.loads(sys.stdin.readline())
        with extra_ca(job), profiled():
            line = json.dumps(asyncio.run(answer(job)))
        print(line, flush=True)
    except BaseException as error:
        report(error)
        sys.exit(1)


main()
