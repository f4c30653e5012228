import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getRequestText, ResponseReader } from "./http1.ts";

const encoder = new TextEncoder();
const whole = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n";

/** Whether the response was complete after each piece, and the reader. */
function read(...pieces: string[]) {
  const reader = new ResponseReader();
  return { reader, complete: pieces.map((piece) => reader.push(encoder.encode(piece))) };
}

describe("ResponseReader", () => {
  it("knows a response's end by its length, however it is cut", () => {
    for (let cut = 1; cut < whole.length; cut++) {
      const { reader, complete } = read(whole.slice(0, cut), whole.slice(cut));
      assert.deepEqual(complete, [false, true], `cut at ${cut}`);
      assert.equal(reader.status(), 200);
    }
  });
  it("knows it by the last chunk, and by a status that has no body", () => {
    const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert.deepEqual(read(head, "3\r\nok\n\r\n", "0\r\n\r\n").complete, [false, false, true]);
    assert.deepEqual(read("HTTP/1.1 304 Not Modified\r\n\r\n").complete, [true]);
  });
  it("leaves it to the end of the connection where nothing says", () => {
    const { reader, complete } = read("HTTP/1.0 200 OK\r\n\r\nok\n");
    assert.deepEqual(complete, [false]);
    assert.equal(reader.status(), 200);
  });
  it("refuses a response that ended before its body did", () => {
    assert.throws(
      () => read(whole.slice(0, -1)).reader.status(),
      /ended after \d+ bytes, before its body did/,
    );
    assert.throws(() => read("HTTP/1.1 200 OK\r\n").reader.status(), /before its body did/);
  });
  it("refuses what is no response", () => {
    assert.throws(() => read("").reader.status(), /expected a status line, got ""/);
    assert.throws(() => read("SSH-2.0-x\r\n").reader.status(), /got "SSH-2\.0-x/);
  });
});

describe("getRequestText()", () => {
  it("is one GET with its host, at an end", () => {
    const text = getRequestText({ host: "127.0.0.1", port: 8443, path: "/x?y" });
    assert.match(text, /^GET \/x\?y HTTP\/1\.1\r\nHost: 127\.0\.0\.1:8443\r\n[\s\S]*\r\n\r\n$/);
  });
});
