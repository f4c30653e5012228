import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { storedWords } from "./stored-words.ts";

describe("storedWords()", () => {
  const cases: [string, string[], string[]][] = [
    [
      "keeps what names no file",
      ["run", "--client", "node:tls", "--seed", "7"],
      ["run", "--client", "node:tls", "--seed", "7"],
    ],
    [
      "drops the results file",
      ["run", "--out", "/home/me/x.jsonl", "--quiet", "--out=y.jsonl"],
      ["run", "--quiet"],
    ],
    [
      "keeps a build's file name alone",
      ["--runtime", "node@22,node=/home/me/out/node", "--runtime=node=/tmp/a/node-new,node"],
      ["--runtime", "node@22,node=…/node", "--runtime=node=…/node-new,node"],
    ],
    [
      "keeps it of several builds, relative ones, and Windows' paths",
      ["--runtime", "node=out/node,bun=C:\\me\\bun.exe,node=node,deno=../d/deno"],
      ["--runtime", "node=…/node,bun=…/bun.exe,node=…/node,deno=…/deno"],
    ],
    [
      "keeps the other run's name without its folder",
      [
        "--counts-from",
        "/home/me/a.jsonl",
        "--counts-from",
        "b.jsonl",
        "--counts-from=runs/c.jsonl.gz",
        "--counts-from=d.jsonl",
      ],
      [
        "--counts-from",
        "a.jsonl",
        "--counts-from",
        "b.jsonl",
        "--counts-from=c.jsonl.gz",
        "--counts-from=d.jsonl",
      ],
    ],
    [
      "drops a URL's query and fragment, which may hold a token",
      ["--url", "https://a.example/b?token=1#c", "--url=HTTPS://a.example/#c"],
      ["--url", "https://a.example/b", "--url=HTTPS://a.example/"],
    ],
    ["stands an option that lacks its value", ["run", "--runtime"], ["run", "--runtime"]],
  ];
  for (const [what, words, stored] of cases) {
    it(what, () => {
      assert.deepEqual(storedWords(words), stored);
    });
  }
});
