import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { projectRoot, withoutHome, withoutProjectPath, withoutRoot, writtenForms } from "./project.ts";

const onWindows = (text: string) => withoutRoot(text, writtenForms("C:\\Users\\Ann\\ctxcost", "win32"));
const onMac = (text: string) => withoutRoot(text, writtenForms("/Users/ann/my project", "darwin"));

describe("withoutRoot()", () => {
  it("hides a folder of Windows in each way that it is written", () => {
    const written: [string, string][] = [
      ["C:\\Users\\Ann\\ctxcost\\bench\\measure.ts", ".\\bench\\measure.ts"],
      ["c:\\users\\ann\\CTXCOST\\bench", ".\\bench"],
      ["C:/Users/Ann/ctxcost/bench/measure.ts:1:2", "./bench/measure.ts:1:2"],
      ["at file:///C:/Users/Ann/ctxcost/bench/measure.ts", "at ./bench/measure.ts"],
      ['"C:\\\\Users\\\\Ann\\\\ctxcost\\\\bench"', '".\\\\bench"'],
    ];
    for (const [text, expected] of written) assert.equal(onWindows(text), expected);
    assert.equal(onWindows("D:\\else\\where"), "D:\\else\\where");
  });

  it("hides a folder of macOS, also as an address with its spaces escaped", () => {
    assert.equal(onMac("/Users/ann/my project/bench/x.ts"), "./bench/x.ts");
    assert.equal(onMac("file:///Users/ann/my%20project/bench/x.ts"), "./bench/x.ts");
    assert.equal(onMac("file:///Users/ann/my project/bench/x.ts"), "./bench/x.ts");
    // Another case is another folder there.
    assert.equal(onMac("/users/ann/my project/x"), "/users/ann/my project/x");
    for (const sister of [
      "/Users/ann/my project-old/x",
      "/Users/ann/my projects/x",
      "/Users/ann/my project.old/x",
    ]) {
      assert.equal(onMac(sister), sister);
    }
    assert.equal(onMac("in /Users/ann/my project."), "in ..");
  });
});

describe("withoutHome()", () => {
  it("writes ~ for a home, in each way that it is written", () => {
    const of = (text: string) => withoutHome(text, "/home/ann", "linux");
    assert.equal(of("at /home/ann/lib/x.js:1:2 and file:///home/ann/y"), "at ~/lib/x.js:1:2 and ~/y");
    assert.equal(of('in "/home/ann", HOME=/home/ann.'), 'in "~", HOME=~.');
    const onWindows = (text: string) => withoutHome(text, "C:\\Users\\Ann\\", "win32");
    assert.equal(onWindows("c:\\users\\ann\\x and C:/Users/Ann/y"), "~\\x and ~/y");
  });

  it("leaves what only begins or ends so, and a home that is the root of everything", () => {
    for (const text of ["/rootless/x", "/mnt/root/x", "/root.old/x", "/root-2"])
      assert.equal(withoutHome(text, "/root", "linux"), text);
    assert.equal(withoutHome("/usr/lib", "/", "linux"), "/usr/lib");
    assert.equal(withoutHome("C:\\x", "C:\\", "win32"), "C:\\x");
    assert.equal(withoutHome("/usr/lib", "", "linux"), "/usr/lib");
  });
});

describe("withoutProjectPath()", () => {
  it("hides this project's folder, however often it is named", () => {
    assert.equal(withoutProjectPath(`${projectRoot}/a and ${projectRoot}/b`), "./a and ./b");
  });
});
