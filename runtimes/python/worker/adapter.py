"""What a client must be to be measured: the Python side of runtimes/adapter.ts."""

import importlib
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, Protocol


class TlsOptions(NamedTuple):
    """What an application has: CAs as one PEM text (None: the library's own roots), a certificate and key as files."""

    ca: str | None
    #: `SSLContext.load_cert_chain` takes paths only, so these are read by every client that builds a context.
    certificate_file: str | None
    key_file: str | None


class Source(NamedTuple):
    """What a client is made from: its own options, or a context that others share."""

    options: TlsOptions | None
    context: Any = None


class Target(NamedTuple):
    host: str
    port: int
    path: str


OnConnected = Callable[[], None]


class Client(Protocol):
    """One client API. `request` and `close` of an asynchronous one return something to be awaited."""

    is_async: bool
    facts: dict[str, Any]

    def make_context(self, options: TlsOptions) -> Any:
        """The object that `shared` gives to every client."""
        ...

    def create(self, source: Source, target: Target) -> Any:
        """Construct a client. Must not touch the network."""
        ...

    def request(self, handle: Any, target: Target, on_connected: OnConnected) -> int | Awaitable[int]:
        """One GET with the body read; returns the status."""
        ...

    def close(self, handle: Any) -> None | Awaitable[None]: ...

    def package_that_ran(self) -> str | None: ...


#: By client, the module and the class: a process holds only the client that it measures.
clients: dict[str, tuple[str, str]] = {
    "httpx.Client": ("worker.httpx_client", "HttpxClient"),
    "httpx.AsyncClient": ("worker.httpx_client", "HttpxAsyncClient"),
    "ssl": ("worker.ssl_client", "SslClient"),
    "empty": ("worker.controls", "Empty"),
    "plain-http": ("worker.controls", "PlainHttp"),
}


def load_client(name: str) -> Client:
    if name not in clients:
        raise ValueError(f"load client {name}: the python adapter has {', '.join(clients)}")
    module, class_name = clients[name]
    return getattr(importlib.import_module(module), class_name)()
