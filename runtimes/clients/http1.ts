/**
 * The least of HTTP/1.1 that a raw socket needs: one GET written as text, and knowing when its response is
 * complete. Not a parser for general use; the clients that have their own use theirs.
 */
import type { Target } from "../adapter.ts";

const decoder = new TextDecoder("latin1");

export function getRequestText(target: Target): string {
  return `GET ${target.path} HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\nAccept: */*\r\n\r\n`;
}

/** Collects the bytes of one response. */
export class ResponseReader {
  #text = "";

  /** Takes bytes as they arrive; true when the response is complete. */
  push(bytes: Uint8Array): boolean {
    this.#text += decoder.decode(bytes);
    return this.#isComplete() === true;
  }

  /**
   * The status code, e.g. 200, when the response is complete or the connection has ended. Throws where what came is
   * not an HTTP/1.1 response, or not all of it.
   */
  status(): number {
    const match = /^HTTP\/1\.[01] (\d{3})/.exec(this.#text);
    if (!match) {
      const got = JSON.stringify(this.#text.slice(0, 40));
      throw new Error(`read an HTTP/1.1 response: expected a status line, got ${got}`);
    }
    if (this.#isComplete() === false) {
      throw new Error(
        `read an HTTP/1.1 response: it ended after ${this.#text.length} bytes, before its body did`,
      );
    }
    return Number(match[1]);
  }

  /** Null where only the end of the connection can tell (RFC 9112, 6.3). */
  #isComplete(): boolean | null {
    const headEnd = this.#text.indexOf("\r\n\r\n");
    if (headEnd < 0) return false;
    const head = this.#text.slice(0, headEnd).toLowerCase();
    if (/^http\/1\.[01] (204|304)/.test(head)) return true;
    const length = /\r\ncontent-length: *(\d+)/.exec(head);
    if (length) return this.#text.length >= headEnd + 4 + Number(length[1]);
    if (/\r\ntransfer-encoding: *chunked/.test(head)) return this.#text.endsWith("0\r\n\r\n");
    return null;
  }
}
