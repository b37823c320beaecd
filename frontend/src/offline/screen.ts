/** Small help with the page: screens are templates that the server wrote, filled in here. */

/** Shows a fresh copy of a template in place of the present screen; gives the holder back. */
export function show(name: string, ...more: string[]): HTMLElement {
  const screen = document.getElementById("screen");
  if (!screen) throw new Error("no screen");
  screen.replaceChildren(...[name, ...more].map(copy));
  const heading = screen.querySelector<HTMLElement>("h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  window.scrollTo(0, 0);
  return screen;
}

/** A copy of a template's content. */
export function copy(name: string): DocumentFragment {
  const template = document.getElementById(`t-${name}`);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template ${name}`);
  return template.content.cloneNode(true) as DocumentFragment;
}

/** An element that must be there. */
export function find<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

export const slot = <T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T => find<T>(root, `[data-slot="${name}"]`);

export function press(root: ParentNode, selector: string, act: () => unknown): void {
  for (const button of root.querySelectorAll<HTMLElement>(selector)) button.addEventListener("click", () => void act());
}

type Kind = "good" | "info" | "warn" | "bad";

/** One message above the screen, until the next one; `more` may be a link. */
export function tell(text: string, kind: Kind = "good", more?: { label: string; url: string }): void {
  const box = document.createElement("div");
  box.className = `flash ${kind}`;
  const words = document.createElement("div");
  words.textContent = text;
  box.append(words);
  if (more) {
    const link = document.createElement("a");
    link.href = more.url;
    link.textContent = more.label;
    box.append(link);
  }
  document.getElementById("notice")?.replaceChildren(box);
}

export function hush(): void {
  document.getElementById("notice")?.replaceChildren();
}

/** An error under a form, or none. */
export function complain(root: ParentNode, text: string): void {
  const place = slot(root, "error");
  place.textContent = text;
  place.hidden = text === "";
}

const DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** The day in China at a moment, as 2026-11-22. */
export const dayOf = (ms: number): string => DAY.format(ms);

const MOMENT = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });

export const momentOf = (ms: number): string => MOMENT.format(ms);
