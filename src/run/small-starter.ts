/**
 * Has a worker started by a small process in the place of this large one. On Linux a process remembers the most memory
 * of the one that started it (bench/peak-memory.ts says how), and corrects that by a file below /proc, which Deno reads
 * under --allow-all alone. A shell has 1 MiB; it forks, waits, and ends as the worker did, also by a signal.
 */
import type { RuntimeName } from "../core/model.ts";

const script = '"$@"; code=$?; [ $code -gt 128 ] && kill -$((code - 128)) $$; exit $code';

/** Before the executable; nothing where a worker can tell by itself. */
export function smallStarter(runtime: RuntimeName, platform: NodeJS.Platform = process.platform): string[] {
  return runtime === "deno" && platform === "linux" ? ["/bin/sh", "-c", script, "sh"] : [];
}
