/** Loads one client of an adapter, and no other. */
import type { Adapter, ClientModule } from "../runtimes/adapter.ts";

export async function loadClient(adapter: Adapter, name: string): Promise<ClientModule> {
  const load = adapter.clients[name];
  if (!load) {
    const known = Object.keys(adapter.clients).join(", ");
    throw new Error(`load client ${name}: the ${adapter.name} adapter has ${known}`);
  }
  return (await load()).default;
}
