import { on } from "../dom";

/** The panel at right ([data-side]): opens when htmx fills it, closes on Escape, and the focus goes back. */
export function side(): void {
  let from: HTMLElement | null = null;

  const close = (panel: HTMLElement): void => {
    panel.classList.remove("open");
    for (const row of document.querySelectorAll("[data-row].selected")) row.classList.remove("selected");
    from?.focus();
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, target } = (event as CustomEvent<{ elt: HTMLElement; target: HTMLElement | null }>).detail;
    if (target?.closest("[data-side]")) from = elt;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const panel = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-side]") : null;
    if (!panel) return;
    panel.classList.add("open");
    for (const row of document.querySelectorAll("[data-row].selected")) row.classList.remove("selected");
    from?.closest("[data-row]")?.classList.add("selected");
    // On a phone the panel covers the list, so reading moves into it; beside the list the row keeps the focus.
    if (getComputedStyle(panel).position === "fixed") panel.querySelector<HTMLElement>("h2")?.focus();
  });
  on("click", "[data-side] [data-side-close]", (button) => {
    const panel = button.closest<HTMLElement>("[data-side]");
    if (panel) close(panel);
  });
  document.addEventListener("keydown", (event) => {
    const panel = document.querySelector<HTMLElement>("[data-side].open");
    if (event.key === "Escape" && panel && !document.querySelector("dialog[open]")) close(panel);
  });
}
