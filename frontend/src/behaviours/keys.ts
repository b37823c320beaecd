import { all, isTyping } from "../dom";

function move(step: 1 | -1): void {
  const stops = all(document, "main [data-row-link]").filter((link) => link.offsetParent !== null);
  if (!stops.length) return;
  const at = stops.findIndex((link) => link.closest("[data-row]")?.contains(document.activeElement));
  const to = stops[at === -1 ? (step === 1 ? 0 : stops.length - 1) : Math.min(Math.max(at + step, 0), stops.length - 1)];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
}

/** "/" goes to the search box, j and k walk the rows, x ticks the row in hand. */
export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "/") {
      const box = document.querySelector<HTMLInputElement>("[data-search]");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "x") {
      document.activeElement?.closest("[data-row]")?.querySelector<HTMLInputElement>("input[data-pick]")?.click();
    }
  });
}
