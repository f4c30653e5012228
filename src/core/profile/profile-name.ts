/** What the files of an arm's profile are called. */
import type { Arm } from "../model.ts";

/** `node-https-node-bundle-fresh`; the scenario is named where it is not the request. */
export function profileName({ runtime, client, trust, scenario, context }: Arm): string {
  const what = scenario === "request" ? client : `${client}-${scenario}`;
  return [what, runtime, trust, context]
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-");
}
