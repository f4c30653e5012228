/** What the page knows beside its tables: inside it, compressed. */
import type { PageData } from "../core/report-page/page-data.ts";
import { existing } from "./element.ts";

/** Throws where the browser cannot decompress: those before 2023. */
export async function embeddedData(): Promise<PageData> {
  const compressed = Uint8Array.from(atob(existing("#data").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as PageData;
}
