"""What to change with httpx. Run by a test: CA file, the URL that answers, the URL of another CA's server."""

import json
import ssl
import sys
from pathlib import Path

import httpx


def before(ca: str, url: str) -> int:
    # #region before
    # Each client builds a TLS context: of `ca`, or with nothing given of certifi's roots.
    with httpx.Client(verify=ssl.create_default_context(cadata=ca)) as client:
        response = client.get(url)
    # #endregion
    return response.status_code


def after(ca: str, url: str) -> int:
    # #region after
    context = ssl.create_default_context(cadata=ca)  # once, in a module; or httpx.create_ssl_context()

    with httpx.Client(verify=context) as client:
        response = client.get(url)
    # #endregion
    return response.status_code


def outcome(function, ca: str, url: str) -> str:
    try:
        return str(function(ca, url))
    except httpx.ConnectError as error:
        return "refused" if "CERTIFICATE_VERIFY_FAILED" in str(error) else f"failed: {error}"


ca_file, own, other = sys.argv[1:]
ca = "\n".join(json.loads(Path(ca_file).read_text()))
print(*(outcome(function, ca, url) for function in (before, after) for url in (own, other)))
