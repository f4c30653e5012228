/**
 * The part of a repro that starts its server: `openssl s_server`, a process of its own. It takes no time of the
 * client's event loop and no CPU of its process, and it is the same program whichever runtime is accused, so that
 * what is seen cannot be that runtime's server. Certificate and key are made at each start and thrown away: none is
 * in the script. X25519 alone, as OpenSSL ≥ 3.5 otherwise asks some clients to begin their handshake again.
 */
export const serverImports: readonly string[] = [
  'import { spawn } from "node:child_process";',
  'import { once } from "node:events";',
  'import { mkdtempSync, readFileSync, rmSync } from "node:fs";',
  'import net from "node:net";',
  'import os from "node:os";',
];

/** Declares `free`, the server's port as text, and `cert`, its certificate's file. */
export const serverCode = `  const folder = mkdtempSync(\`\${os.tmpdir()}/repro-\`);
  const [key, cert] = [\`\${folder}/key.pem\`, \`\${folder}/cert.pem\`];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "3650"];
  const made = ["-newkey", "rsa:2048", "-nodes", ...subject, "-keyout", key, "-out", cert];
  execFileSync("openssl", ["req", "-x509", ...made], { stdio: "ignore" });
  const probe = net.createServer().listen(0);
  await once(probe, "listening");
  const free = String(probe.address().port);
  probe.close();
  const words = ["-www", "-accept", free, "-key", key, "-cert", cert, "-groups", "X25519", "-no_ticket"];
  const server = spawn("openssl", ["s_server", ...words]);
  process.on("exit", () => [server.kill(), rmSync(folder, { recursive: true })]);
  await new Promise((go) => server.stdout.on("data", (text) => \`\${text}\`.includes("ACCEPT") && go()));`;
