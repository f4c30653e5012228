/** What every project's template is filled from. All of it is markdown, apart from what says otherwise. */
import type { RuntimeName } from "../../core/model.ts";
import type { Header } from "../../core/records.ts";
import type { Repro } from "./repro/make-repro.ts";

export interface ReportParts {
  /** Plain text, without markdown: what the title is made of, and one sentence of the finding. */
  readonly title: string;
  readonly sentence: string;
  readonly table: string;
  readonly howMeasured: string;
  readonly expectation: string;
  readonly doubt: string;
  /** What was found by hand in the version concerned, or null. */
  readonly checked: string | null;
  readonly runs: Runs;
  readonly repro: Pick<Repro, "text" | "command" | "fileName" | "needs"> & { readonly remark: string | null };
  /** What the repro printed, verbatim. */
  readonly output: string;
  /** `uname -mprsv` or `uname -a` without the host's name, verbatim. */
  readonly platform: string;
  readonly runtime: RuntimeName;
  readonly runtimeVersion: string;
  /** The package that the runtime's packages are about, e.g. `httpx 0.28.1`; null where there is none. */
  readonly runtimePackage: string | null;
  readonly packages: Header["packages"];
  readonly operatingSystem: string;
  /** Modules of the API, e.g. `tls`. */
  readonly subsystem: string;
}

/** The file behind the numbers. */
interface Runs {
  readonly file: string;
  readonly id: string;
  readonly sha256: string;
}
