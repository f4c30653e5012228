import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pictures } from "../pictures.ts";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { inlineSvg, pictureTitle } from "./inline-svg.ts";

const shape = '<path d="M0,0h1v1Z" fill="var(--node)"><title>one &lt;frame&gt;</title></path>';
const svgOf = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${content}</svg>`;

describe("inlineSvg()", () => {
  it("keeps what draws and what is pointed at, and takes its label", () => {
    const html = inlineSvg(svgOf(`<style>:root{--ink:#000}</style>${shape}`), 'a "picture"');
    assert.match(html, /^<svg class="picture" role="img" aria-label="a &quot;picture&quot;" width="9"/);
    assert.ok(html.includes(shape));
    assert.doesNotMatch(html, /<style/);
  });

  const hostile: Record<string, string> = {
    "a script": "<script>alert(1)</script>",
    "an event": '<rect onload="alert(1)"/>',
    "an event in capitals": '<rect ONLOAD="alert(1)"/>',
    "an event without quotes": "<rect onload=alert(1) />",
    "a file": '<image href="https://example.com/x"/>',
    "a link": '<a href="javascript:alert(1)"><rect/></a>',
    "a style": '<rect style="fill:red"/>',
    "a reference": '<rect fill="url(https://example.com/#a)"/>',
    HTML: "<foreignObject><p>x</p></foreignObject>",
    "a comment": "<!-- x --><rect/>",
    "an end of its own": "</svg><p>x</p><svg>",
    "an unfinished element": "<rect",
  };
  for (const [what, content] of Object.entries(hostile)) {
    it(`shows a picture with ${what} as an image, in which nothing runs`, () => {
      const html = inlineSvg(svgOf(shape + content), "x");
      assert.match(html, /^<img class="picture" alt="x" src="data:image\/svg\+xml;base64,[\w+/=]+">$/);
    });
  }

  it("takes what this project draws", async () => {
    const drawn = await pictures(reportOf(syntheticReportRun()));
    assert.ok(drawn.size >= 3);
    for (const [name, svg] of drawn) assert.match(inlineSvg(svg, "d"), /^<svg class="picture"/, name);
  });
});

describe("pictureTitle()", () => {
  it("is the picture's own, and not that of a part of it", () => {
    assert.equal(pictureTitle(svgOf(`<title>a &lt; b &amp; c</title>${shape}`)), "a < b & c");
    assert.equal(pictureTitle(svgOf(shape)), null);
  });
});
