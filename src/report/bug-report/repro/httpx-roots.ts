/** The repro for Python's httpx, which is no built-in of anything: clients with its own roots, made and closed. */
import { boundOf } from "../../../core/bug-report/bound.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { codeNumber } from "../../number-text.ts";
import { absentText, commentOf, type NoRepro, presentText, type Repro } from "./make-repro.ts";

const fileName = "repro.py";

/** `close` is what the client's own documentation ends it with. */
const clients: Readonly<Record<string, { readonly name: string; readonly close: string }>> = {
  "httpx.Client": { name: "Client", close: "close()" },
  "httpx.AsyncClient": { name: "AsyncClient", close: "aclose()" },
};

export function httpxRoots(finding: Finding, sentence: string): Repro | NoRepro {
  const { of, kind, claim } = finding;
  const client = Object.hasOwn(clients, of.client) ? clients[of.client]! : null;
  if (!client || kind !== "roots-parsed-again" || of.scenario !== "create") {
    return {
      reason: `a script for httpx makes clients with its own roots and closes them; there is none for ${kind} of ${of.client} in ${of.scenario}`,
    };
  }
  const command = `python ${fileName}`;
  const bound = boundOf(claim);
  const isAsync = client.name === "AsyncClient";
  const text = `${commentOf(sentence, "#")}
${commentOf(`Run \`${command}\` where httpx is installed. Exit code 1: the problem is there, 2: the script failed.`, "#")}
${isAsync ? "import asyncio\n" : ""}import json
import ssl
import statistics
import subprocess
import sys
import time
import traceback

import httpx

ARMS = ["own roots", "one CA", "one context for all"]


${isAsync ? "async " : ""}def use(arm, one, shared):
    """One client, made and closed."""
    if arm == "own roots":
        client = httpx.${client.name}()
    elif arm == "one CA":
        client = httpx.${client.name}(verify=ssl.create_default_context(cadata=one))
    else:
        client = httpx.${client.name}(verify=shared)
    ${isAsync ? "await " : ""}client.${client.close}


${isAsync ? "async " : ""}def measure(arm):
    """One arm, in a process of its own."""
    shared = httpx.create_ssl_context()
    one = ssl.DER_cert_to_PEM_cert(shared.get_ca_certs(binary_form=True)[0])
    times = []
    for _ in range(80):
        start = time.perf_counter()
        ${isAsync ? "await " : ""}use(arm, one, shared)
        times.append(1000 * (time.perf_counter() - start))
    print(json.dumps(statistics.median(times[40:])))


def compare():
    ratios = []
    for turn in range(5):
        arms = ARMS[::-1] if turn % 2 else ARMS  # Each goes first in turn.
        times = {arm: json.loads(subprocess.check_output([sys.executable, __file__, arm])) for arm in arms}
        own, one, shared = (times[arm] for arm in ARMS)
        ratios.append(own / one)
        print(f"own roots {own:.3f} ms, one CA {one:.3f} ms, one context for all {shared:.3f} ms")
    ratio = statistics.median(ratios)
    print(f"own roots ÷ one CA, median of the rounds: {ratio:.3f}; the problem is ${codeNumber(bound.value)} or more")
    present = ratio >= ${codeNumber(bound.value)}
    print("${presentText}" if present else "${absentText}")
    return 1 if present else 0


try:
    sys.exit(compare() if len(sys.argv) == 1 else ${isAsync ? "asyncio.run(measure(sys.argv[1]))" : "measure(sys.argv[1])"})
except Exception:
    traceback.print_exc()
    sys.exit(2)
`;
  return { text, runWords: [], command, insteadOf: null, fileName, needs: "nothing but httpx" };
}
