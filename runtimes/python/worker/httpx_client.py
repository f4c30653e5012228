"""httpx's two clients (https://www.python-httpx.org/advanced/ssl/). Each builds a TLS context at construction, unless
it is given one as `verify`."""

import ssl
from typing import Any

import certifi
import httpx

from worker.adapter import OnConnected, Source, Target, TlsOptions
from worker.contexts import context_of

#: https://www.python-httpx.org/advanced/extensions/#trace
handshake_done = "connection.start_tls.complete"


def make_context(options: TlsOptions) -> ssl.SSLContext:
    """httpx's own default context where no CA is given: `ssl.create_default_context()` would trust other roots."""
    return httpx.create_ssl_context() if options.ca is None else context_of(options)


def verify_of(source: Source) -> ssl.SSLContext | bool:
    """What an application passes as `verify`. `True`, the default, makes httpx build a context of certifi's roots."""
    if source.context is not None:
        return source.context
    return True if source.options.ca is None else context_of(source.options)


def url_of(target: Target) -> str:
    return f"https://{target.host}:{target.port}{target.path}"


def package_that_ran() -> str:
    return f"httpx {httpx.__version__}, certifi {certifi.__version__}"


def facts_of(api: str) -> dict[str, Any]:
    return {
        "kind": "client",
        "api": api,
        "sharedObject": "ssl.SSLContext, as `verify`; with `default` the one of `httpx.create_ssl_context()`",
        "givenCa": "replaces",
        "remark": "`default` is certifi's roots in fresh and in shared: "
        "`ssl.create_default_context()` would be the operating system's, see the row of `ssl`",
        "stages": ["created", "connected", "responded", "closed"],
        "unsupported": [],
    }


class HttpxClient:
    is_async = False
    facts = facts_of("httpx.Client, get()")
    make_context = staticmethod(make_context)
    package_that_ran = staticmethod(package_that_ran)

    def create(self, source: Source, _target: Target) -> httpx.Client:
        return httpx.Client(verify=verify_of(source))

    def request(self, handle: httpx.Client, target: Target, on_connected: OnConnected) -> int:
        def trace(event: str, _info: dict[str, Any]) -> None:
            if event == handshake_done:
                on_connected()

        return handle.get(url_of(target), extensions={"trace": trace}).status_code

    def close(self, handle: httpx.Client) -> None:
        handle.close()


class HttpxAsyncClient:
    is_async = True
    facts = facts_of("httpx.AsyncClient on asyncio, get()")
    make_context = staticmethod(make_context)
    package_that_ran = staticmethod(package_that_ran)

    def create(self, source: Source, _target: Target) -> httpx.AsyncClient:
        return httpx.AsyncClient(verify=verify_of(source))

    async def request(self, handle: httpx.AsyncClient, target: Target, on_connected: OnConnected) -> int:
        async def trace(event: str, _info: dict[str, Any]) -> None:
            if event == handshake_done:
                on_connected()

        return (await handle.get(url_of(target), extensions={"trace": trace})).status_code

    async def close(self, handle: httpx.AsyncClient) -> None:
        await handle.aclose()
