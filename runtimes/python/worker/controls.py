"""The controls: an operation that does nothing, and a request without TLS."""

import http.client
from typing import Any

from worker.adapter import OnConnected, Source, Target, TlsOptions

no_context = "make the shared context: a control has none to share"


class Empty:
    is_async = False
    facts: dict[str, Any] = {
        "kind": "control",
        "api": "nothing: the harness alone",
        "sharedObject": None,
        "givenCa": None,
        "stages": [],
        "unsupported": [{"scenario": "request", "reason": "an empty operation makes no request"}],
    }

    def make_context(self, options: TlsOptions) -> Any:
        raise NotImplementedError(no_context)

    def create(self, source: Source, target: Target) -> None:
        return None

    def request(self, handle: None, target: Target, on_connected: OnConnected) -> int:
        raise NotImplementedError("request with the empty control: it has no request scenario")

    def close(self, handle: None) -> None:
        return None

    def package_that_ran(self) -> str | None:
        return None


class PlainHttp:
    is_async = False
    facts: dict[str, Any] = {
        "kind": "control",
        "api": "http.client.HTTPConnection, no TLS",
        "sharedObject": None,
        "givenCa": None,
        "stages": ["created", "connected", "responded", "closed"],
        "unsupported": [{"scenario": "create", "reason": "measured by the empty control"}],
    }

    def make_context(self, options: TlsOptions) -> Any:
        raise NotImplementedError(no_context)

    def create(self, source: Source, target: Target) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(target.host, target.port)

    def request(self, handle: http.client.HTTPConnection, target: Target, on_connected: OnConnected) -> int:
        handle.connect()
        on_connected()
        handle.request("GET", target.path)
        response = handle.getresponse()
        response.read()
        return response.status

    def close(self, handle: http.client.HTTPConnection) -> None:
        handle.close()

    def package_that_ran(self) -> str | None:
        return None
