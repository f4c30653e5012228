"""What Python says of itself and of its clients, in a process of its own before round 1."""

import platform
import ssl
from typing import Any

import certifi

from worker import extra_ca
from worker.adapter import clients, load_client
from worker.clocks import clock_step_ns


def describe_runtime() -> dict[str, Any]:
    return {
        "kind": "described",
        "facts": {
            "runtime": "python",
            "version": platform.python_version(),
            "tlsLibrary": tls_library(),
            "defaultRoots": {
                "count": certifi_count(),
                "source": f"the file of certifi {certifi.__version__}, which httpx reads for every client",
            },
            "extraCaVariable": extra_ca.variable,
            "clockStepNs": clock_step_ns(),
            "clients": [{"name": name, **load_client(name).facts} for name in clients],
        },
    }


def tls_library() -> str:
    """`OpenSSL 3.0.19`, without its date."""
    return " ".join(ssl.OPENSSL_VERSION.split()[:2])


def certifi_count() -> int:
    return ssl.create_default_context(cafile=certifi.where()).cert_store_stats()["x509_ca"]
