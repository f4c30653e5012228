/** Every raw operation of a results file, checked line by line: a file that is dropped on the page may be anything. */
import { mostNanoseconds, mostOperationsOnPage } from "../core/file-limits.ts";
import { shortText, shownValue } from "../core/visible-text.ts";

export interface RawObservation {
  readonly round: number;
  readonly attempt: number;
  readonly isValid: boolean;
  readonly coldNs: number;
  readonly warmupNs: Float64Array;
  readonly operationNs: Float64Array;
}

export interface Expected {
  readonly runId: string;
  readonly schemaVersion: number;
  readonly armIds: ReadonlySet<string>;
}

/** Takes the lines of the file one after another. */
export class RawRun {
  readonly byArm = new Map<string, RawObservation[]>();
  operations = 0;
  observations = 0;
  isWhole = false;
  /** What is wrong with a line that is no JSON: the last one of a run that was cut short may be torn, no other. */
  #torn: Error | null = null;
  #line = 0;
  readonly #expected: Expected;

  constructor(expected: Expected) {
    this.#expected = expected;
  }

  /** Throws an error that names line and field. */
  add(line: string): void {
    if (this.#torn) throw this.#torn;
    this.#line++;
    const record = this.#parsed(line);
    if (record === null) return;
    if (this.#line === 1) this.#expectHeader(record);
    else if (record.kind === "observation") this.#addObservation(record);
    else if (record.kind === "finish") this.isWhole = true;
    else if (record.kind !== "plan" && record.kind !== "check") {
      throw this.#wrong("kind", "a record of a run", record.kind);
    }
  }

  /** Throws where the file has nothing that could be shown. */
  finish(): this {
    if (this.#torn && this.observations === 0) throw this.#torn;
    if (this.#line === 0) throw new Error("the file is empty; expected a results file of ctxcost");
    if (this.observations === 0)
      throw new Error("the file has no observation; the run ended before its first round");
    return this;
  }

  #parsed(line: string): Record<string, unknown> | null {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      this.#torn = new Error(`line ${this.#line}: expected JSON, got ${shown(line)}`);
      return null;
    }
    if (!isObject(value)) throw new Error(`line ${this.#line}: expected a JSON object, got ${shown(line)}`);
    return value;
  }

  #expectHeader({ kind, schemaVersion, runId, study }: Record<string, unknown>): void {
    if (kind !== "header") throw this.#wrong("kind", '"header"', kind);
    if (schemaVersion !== this.#expected.schemaVersion) {
      throw this.#wrong("schemaVersion", String(this.#expected.schemaVersion), schemaVersion);
    }
    if (study !== undefined) throw this.#wrong("study", "a run", study);
    if (runId !== this.#expected.runId) {
      throw new Error(
        `it is the run ${shown(runId)}, and this page shows ${this.#expected.runId}: drop that run's file`,
      );
    }
  }

  #addObservation(record: Record<string, unknown>): void {
    const { armId, round, attempt, status, measurement } = record;
    if (typeof armId !== "string" || !this.#expected.armIds.has(armId)) {
      throw this.#wrong("armId", "an arm of this run", armId);
    }
    if (!isCount(round)) throw this.#wrong("round", "a whole number", round);
    if (!isCount(attempt)) throw this.#wrong("attempt", "a whole number", attempt);
    this.observations++;
    // A process that failed may have measured nothing.
    if (status === "failed" && measurement === null) return;
    if (!isObject(measurement)) throw this.#wrong("measurement", "an object", measurement);
    const observation: RawObservation = {
      round,
      attempt,
      isValid: status === "valid",
      coldNs: this.#time("measurement.coldNs", measurement.coldNs),
      warmupNs: this.#times("measurement.warmupNs", measurement.warmupNs),
      operationNs: this.#times("measurement.operationNs", measurement.operationNs),
    };
    this.operations += 1 + observation.warmupNs.length + observation.operationNs.length;
    if (this.operations > mostOperationsOnPage) {
      throw new Error(
        `line ${this.#line}: more than ${mostOperationsOnPage} operations up to here; this page draws no more`,
      );
    }
    const ofArm = this.byArm.get(armId);
    if (ofArm) ofArm.push(observation);
    else this.byArm.set(armId, [observation]);
  }

  #time(field: string, value: unknown): number {
    if (!isTime(value)) throw this.#wrong(field, "a number of nanoseconds", value);
    return value;
  }

  #times(field: string, values: unknown): Float64Array {
    if (!Array.isArray(values)) throw this.#wrong(field, "an array", values);
    // In a loop: the callback of `from`, and a name for each of a million values, would hold the page up.
    const times = new Float64Array(values.length);
    for (let index = 0; index < times.length; index++) {
      const value: unknown = values[index];
      times[index] = isTime(value) ? value : this.#time(`${field}[${index}]`, value);
    }
    return times;
  }

  #wrong(field: string, expected: string, value: unknown): Error {
    return new Error(`line ${this.#line}, ${field}: expected ${expected}, got ${shown(value)}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= mostNanoseconds;
}

function shown(value: unknown): string {
  return typeof value === "string" ? shortText(value, 40) : shownValue(value);
}
