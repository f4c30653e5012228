/**
 * The part of a repro that starts its server: `openssl s_server`, a process of its own. It takes no time of the
 * client's event loop and no CPU of its process, and it is the same program whichever runtime is accused, so that
 * what is seen cannot be that runtime's server. Certificate and key are made at each start and thrown away: none is
 * in the script. The certificate is no CA, as rustls takes none as a server's; its extensions come from a file, since
 * `-addext` adds to those of the system's configuration. X25519 alone, as OpenSSL ≥ 3.5 otherwise asks some clients to
 * begin their handshake again. The port is no other process's most likely: asking for a free one is five lines more,
 * and LibreSSL's `s_server` does not say which it got. It lies below those that Linux (32768) and others (49152,
 * RFC 6335) give to connections: each of these keeps a server from its port for a minute after its end, as its socket
 * in TIME_WAIT has no SO_REUSEADDR. Where it is taken all the same, `openssl` says so and the script ends. It listens on
 * 127.0.0.1 alone; but LibreSSL's, of macOS, takes no address: it would read the port from `127`, and listens on all.
 */
export const serverImports: readonly string[] = [
  'import { execFileSync, spawn } from "node:child_process";',
  'import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";',
];

/** Declares `free`, the server's port as text, and `cert`, its certificate's file. */
export const serverCode = `  const [folder, free] = [mkdtempSync("./repro-"), String(20_000 + (process.pid % 12_000))];
  const [key, cert, config] = ["key", "cert", "config"].map((name) => \`\${folder}/\${name}\`);
  writeFileSync(config, "[req]\\ndistinguished_name=n\\nx509_extensions=e\\n[n]\\n[e]\\nsubjectAltName=IP:127.0.0.1");
  const made = ["-config", config, "-subj", "/CN=localhost", "-nodes", "-keyout", key, "-out", cert];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-days", "3650", ...made], { stdio: "ignore" });
  const host = \`\${execFileSync("openssl", ["version"])}\`.startsWith("Libre") ? "" : "127.0.0.1:"; // LibreSSL has none.
  const words = \`s_server -accept \${host}\${free} -www -key \${key} -cert \${cert} -groups X25519 -no_ticket\`.split(" ");
  const server = spawn("openssl", words, { stdio: ["pipe", "pipe", "inherit"] }).on("exit", () => process.exit(2));
  process.on("exit", () => [server.kill(), rmSync(folder, { recursive: true })]);
  await new Promise((go) => server.stdout.on("data", (text) => \`\${text}\`.includes("ACCEPT") && go()));`;
