"""The raw floor: a TLS socket by the standard library's `ssl`, with one hand-written GET."""

import http.client
import socket
import ssl
from pathlib import Path
from typing import Any

from worker.adapter import OnConnected, Source, Target, TlsOptions
from worker.contexts import context_of


def operating_system_roots() -> dict[str, Any]:
    """A file is read at construction, a folder of hashed names only at the handshake: it counts nothing before."""
    at_construction = ssl.create_default_context().cert_store_stats()["x509_ca"]
    if at_construction > 0:
        return {"count": at_construction, "source": "a file of the operating system, read at construction"}
    folder = Path(ssl.get_default_verify_paths().openssl_capath)
    count = sum(1 for _ in folder.glob("*.[0-9]")) if folder.is_dir() else 0
    return {
        "count": count,
        "source": "a folder of the operating system, looked up by the issuer's hash at the handshake",
    }


def remark(roots: dict[str, Any]) -> str:
    return (
        f"`default` is not httpx's store (certifi) but the operating system's: {roots['source']}; "
        "what it costs is no part of what httpx costs"
    )


class SslClient:
    is_async = False

    def __init__(self) -> None:
        roots = operating_system_roots()
        self.facts: dict[str, Any] = {
            "kind": "client",
            "api": "ssl.create_default_context and wrap_socket of a new socket",
            "sharedObject": "ssl.SSLContext",
            "givenCa": "replaces",
            "remark": remark(roots),
            "defaultRoots": roots,
            "stages": ["created", "connected", "responded", "closed"],
            "unsupported": [],
        }

    def make_context(self, options: TlsOptions) -> ssl.SSLContext:
        context = ssl.create_default_context() if options.ca is None else context_of(options)
        context.set_alpn_protocols(["http/1.1"])
        return context

    # The socket is not connected yet, which makes the construction observable apart from the network.
    def create(self, source: Source, target: Target) -> ssl.SSLSocket:
        context = self.make_context(source.options) if source.context is None else source.context
        return context.wrap_socket(socket.socket(), server_hostname=target.host)

    def request(self, handle: ssl.SSLSocket, target: Target, on_connected: OnConnected) -> int:
        # A client that is kept is connected already. OpenSSL's version of the connection is the proof.
        if handle.version() is None:
            handle.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            handle.connect((target.host, target.port))
            on_connected()
        host = f"{target.host}:{target.port}"
        handle.sendall(f"GET {target.path} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\n\r\n".encode())
        response = http.client.HTTPResponse(handle, method="GET")
        response.begin()
        response.read()
        return response.status

    def close(self, handle: ssl.SSLSocket) -> None:
        handle.close()

    def package_that_ran(self) -> str | None:
        return None
