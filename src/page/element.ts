/** Elements of the page. Texts are text nodes, always: nothing of a results file is ever parsed as HTML. */

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean>>;

/** `true` sets an attribute without a value, `false` leaves it out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

export function drawing<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled<Made extends Element>(made: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** An element that the page was written with. */
export function existing<Wanted extends Element = HTMLElement>(selector: string): Wanted {
  const found = document.querySelector<Wanted>(selector);
  if (!found) throw new Error(`find ${selector} on the page: it is not there`);
  return found;
}
