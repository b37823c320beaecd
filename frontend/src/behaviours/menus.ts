import { all } from "../dom";

/** details.menu works without script; with it, Escape and a click elsewhere close the menu. */
export function menus(): void {
  const open = (): HTMLDetailsElement[] => all<HTMLDetailsElement>(document, "details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
