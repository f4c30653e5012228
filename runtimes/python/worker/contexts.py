"""How an application builds a context from what it has; the same for httpx and for `ssl` alone.

From PEM text in memory (`cadata`), as on the other runtimes: no file system is in the measurement, and `distinct` can
have bytes of its own. The documented `cafile=` parses the same text; what it costs more is in docs/findings.md.
"""

import ssl

from worker.adapter import TlsOptions


def context_of(options: TlsOptions) -> ssl.SSLContext:
    """Of given CAs, in place of any others; httpx is given it as `verify=`."""
    context = ssl.create_default_context(cadata=options.ca)
    if options.certificate_file is not None:
        context.load_cert_chain(options.certificate_file, options.key_file)
    return context
