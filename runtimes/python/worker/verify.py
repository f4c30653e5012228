"""Proves, once per client and trust, that a client answers and that it refuses a server of another CA."""

import ssl
from typing import Any

from worker.adapter import Client, Source, Target, load_client
from worker.operations import finished, make_sources, read_trust

#: X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY and X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: the issuer is unknown.
unknown_issuer = (20, 21)


async def verify_client(job: dict) -> dict[str, Any]:
    client = load_client(job["client"])
    trust = read_trust(job["trustFiles"])
    accept, refuse = Target(**job["accept"]), Target(**job["refuse"])
    results: list[dict[str, Any]] = []
    for context in job["contexts"]:
        # Two clients from the sources of one context: a refusal by a context that has just accepted another server.
        first, second = make_sources(client, context, trust, 2)
        error, detail = await attempt(client, first, accept)
        results.append({"context": context, "premise": "accepts", "passed": error is None, "detail": detail})
        error, detail = await attempt(client, second, refuse)
        passed = error is not None and is_unknown_issuer(error)
        results.append({"context": context, "premise": "refuses", "passed": passed, "detail": detail})
    return {"kind": "verified", "results": results}


async def attempt(client: Client, source: Source, target: Target) -> tuple[Exception | None, str]:
    handle = client.create(source, target)
    try:
        status = await finished(client, client.request(handle, target, lambda: None))
        return None, f"status {status}"
    except Exception as error:
        return error, "; caused by: ".join(f"{type(at).__name__} {at}" for at in chain_of(error))
    finally:
        await close_anyway(client, handle)


async def close_anyway(client: Client, handle: Any) -> None:
    """A client that failed may fail to close as well; the first error is the one that counts."""
    try:
        await finished(client, client.close(handle))
    except Exception:
        pass


def chain_of(error: BaseException) -> list[BaseException]:
    """The error and its causes, outermost first."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and len(chain) < 5:
        chain.append(at)
        at = at.__cause__ or at.__context__
    return chain


def is_unknown_issuer(error: Exception) -> bool:
    """A refusal counts only if it is for the unknown issuer: a refused connection or another name would prove nothing."""
    return any(
        isinstance(at, ssl.SSLCertVerificationError) and at.verify_code in unknown_issuer for at in chain_of(error)
    )
