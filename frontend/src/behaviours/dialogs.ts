import { all, on } from "../dom";

/** [data-open="id"] opens a dialog, [data-close] closes it; one that arrives through htmx with data-show opens itself. */
export function dialogs(): void {
  on("click", "[data-open]", (button, event) => {
    const dialog = document.getElementById(button.dataset["open"] ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  });
  on("click", "[data-close]", (button) => button.closest("dialog")?.close());
  on("click", "[data-dismiss]", (button) => button.closest(".flash")?.remove());
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    for (const dialog of all<HTMLDialogElement>(event.target, "dialog[data-show]")) if (!dialog.open) dialog.showModal();
  });
}
