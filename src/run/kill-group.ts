/** Ends a process with everything that it has started in its group. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // ESRCH: everything in the group has ended already, which is what this asks for.
  }
}
