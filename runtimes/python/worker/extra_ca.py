"""The fixture's CA among the default roots, for the arms that could not reach the fixture without it.

No variable of Python's adds a CA: `SSL_CERT_FILE` puts a file in the place of certifi's (httpx) or of the operating
system's (`ssl`). So the suite names its CA by a variable of its own, and the worker sets SSL_CERT_FILE, before anything
else is loaded, to a file of the client's default roots with that CA behind them: as many roots as without, and one.
"""

import os
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

variable = "CTXCOST_EXTRA_CA"


@contextmanager
def extra_ca(job: dict) -> Iterator[None]:
    given = os.environ.get(variable)
    if given is None or job["kind"] == "describe":
        yield
        return
    client = job["arm"]["client"] if job["kind"] == "measure" else job["client"]
    handle, file = tempfile.mkstemp(prefix="ctxcost-", suffix=".pem")
    try:
        with os.fdopen(handle, "w") as pem:
            pem.write(f"{default_roots(client)}\n{Path(given).read_text()}")
        os.environ["SSL_CERT_FILE"] = file
        yield
    finally:
        os.unlink(file)


def default_roots(client: str) -> str:
    """The PEM text of the roots that the client would have read; those in a hashed folder stay where they are."""
    if client.startswith("httpx."):
        import certifi

        return Path(certifi.where()).read_text()
    file = Path(ssl.get_default_verify_paths().openssl_cafile)
    return file.read_text() if file.is_file() else ""


def has_extra_ca() -> bool:
    """Whether this process has it, by what `ssl` and httpx themselves read."""
    return variable in os.environ and "SSL_CERT_FILE" in os.environ
