/** Where a repro's server listens, by the kernel's own table: as the fixture's, on no address that others can reach. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { makeRepro, reproName } from "../../report/bug-report/repro/make-repro.ts";
import { sharingSavesNothing } from "../../report/bug-report/synthetic-findings.ts";
import { runAtFreePort } from "./checked-output.ts";

const { status, stdout } = spawnSync("sh", ["-c", "command -v openssl"], { encoding: "utf8" });
const openssl = status === 0 ? stdout.trim() : null;
const isLibre = /^Libre/.test(spawnSync("openssl", ["version"], { encoding: "utf8" }).stdout ?? "");
const skip =
  (openssl === null && "the repros' server is openssl") ||
  (process.platform !== "linux" && "there is no /proc/net to look into");

/** Before the arms: prints the addresses on which somebody listens at the port, as proc_net_tcp(5) has them, and ends. */
const look = `
  const { existsSync, readFileSync: read } = process.getBuiltinModule("node:fs");
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].filter((file) => existsSync(file));
  const rows = tables.flatMap((file) => read(file, "utf8").split("\\n")).map((row) => row.trim().split(/\\s+/));
  const locals = rows.filter((row) => row[3] === "0A").map((row) => row[1].split(":"));
  console.log(locals.filter(([, own]) => Number.parseInt(own, 16) === Number(free)).map(([own]) => own).join());
  process.exit(0);
  const self = `;

async function addresses(): Promise<string> {
  const repro = makeRepro({ ...sharingSavesNothing, of: { ...sharingSavesNothing.of, runtime: "node" } }, "");
  assert.ok(!("reason" in repro));
  const text = repro.text.replace("\n  const self = ", look);
  assert.notEqual(text, repro.text);
  const words = { executable: process.execPath, words: [], rest: [], name: reproName, text };
  const { exitCode, output } = await runAtFreePort({ ...words, timeoutMs: 60_000 });
  assert.equal(exitCode, 0, output);
  return output;
}

describe("the server of a repro", { skip }, () => {
  it("listens on 127.0.0.1 and nowhere else", {
    skip: isLibre && "the system's openssl is LibreSSL's",
  }, async () => {
    assert.equal(await addresses(), "0100007F");
  });

  it("is given the port alone where openssl is LibreSSL's, which takes no address", async (context) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-libressl-"));
    const { PATH } = process.env;
    context.after(() => {
      process.env.PATH = PATH;
      rmSync(folder, { recursive: true });
    });
    const text = `#!/bin/sh\n[ "$1" = version ] && echo "LibreSSL 3.3.6" || exec "${openssl}" "$@"\n`;
    writeFileSync(path.join(folder, "openssl"), text, { mode: 0o755 });
    process.env.PATH = `${folder}${path.delimiter}${PATH}`;
    // All addresses, of IPv4 or of both; the port is the script's, or nobody would be found there.
    assert.match(await addresses(), /^0+$/);
  });
});
