/** The line of an interval from `low` to `high`, for a point that is drawn over it. */

interface Encoding {
  readonly x: (field: string) => object;
  readonly y: object;
  readonly color?: object;
}

/** With an end at each side, higher than the point: an interval that is narrower than the point is seen as well. */
export function intervalLayers(
  { x, ...rest }: Encoding,
  style: { readonly color?: string; yOffset: number },
) {
  const transform = [{ filter: "datum.low !== null" }];
  const end = (field: string) => ({
    transform,
    mark: { type: "tick", thickness: 1.25, height: 11, ...style, aria: false },
    encoding: { x: x(field), ...rest },
  });
  const { yOffset } = style;
  const line = {
    transform,
    mark: { type: "rule", size: 2.5, ...style, y2Offset: yOffset, aria: false },
    encoding: { x: x("low"), x2: { field: "high" }, ...rest },
  };
  return [line, end("low"), end("high")];
}
