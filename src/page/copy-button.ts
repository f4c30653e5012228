/** Buttons that put a text on the clipboard and say so. */
import { element } from "./element.ts";

export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const button = element("button", { type: "button", class: "copy" }, label);
  makeCopy(button, text);
  return button;
}

/** The text is asked for when the button is pressed. */
export function makeCopy(button: HTMLButtonElement, text: () => string): void {
  const label = button.textContent ?? "";
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text())) ? "Copied" : "The browser refused";
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** Where the browser gives a page from disk no clipboard. */
function copiedBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = element("textarea", { readonly: true, "aria-hidden": "true", class: "off-screen" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
