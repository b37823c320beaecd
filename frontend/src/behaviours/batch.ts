import { all, on } from "../dom";

const PICKS = "input[data-pick]:not(:disabled)";

function update(area: HTMLElement): void {
  const boxes = all<HTMLInputElement>(area, PICKS);
  const picked = boxes.filter((box) => box.checked);
  for (const master of all<HTMLInputElement>(area, "input[data-pick-all]")) {
    const group = master.closest<HTMLElement>("[data-pick-group]") ?? area;
    const own = all<HTMLInputElement>(group, PICKS);
    const count = own.filter((box) => box.checked).length;
    master.checked = own.length > 0 && count === own.length;
    master.indeterminate = count > 0 && count < own.length;
  }
  for (const bar of all(area, ".batch-bar")) {
    for (const count of all(bar, "[data-pick-count]")) count.textContent = String(picked.length);
  }
}

/** Ticks in a [data-batch] area: tick all (of a [data-pick-group]), count, and the bar that follows. */
export function batch(): void {
  on("change", "[data-batch] input[data-pick-all]", (element) => {
    const master = element as HTMLInputElement;
    const group = master.closest<HTMLElement>("[data-pick-group], [data-batch]");
    if (group) for (const box of all<HTMLInputElement>(group, PICKS)) box.checked = master.checked;
  });
  on("change", "[data-batch]", (area) => update(area));
  on("click", "[data-pick-none]", (button) => {
    const area = button.closest<HTMLElement>("[data-batch]");
    if (!area) return;
    for (const box of all<HTMLInputElement>(area, PICKS)) box.checked = false;
    update(area);
  });
  const refresh = (): void => {
    for (const area of all(document, "[data-batch]")) update(area);
  };
  document.addEventListener("htmx:afterSettle", refresh);
  window.addEventListener("pageshow", refresh);
}
