import { all, on } from "../dom";

let listening = false;

/** Tables: labels for the folded rows of a phone, roles that folding would take away, and a whole row that opens. */
export function rows(root: HTMLElement): void {
  for (const table of all<HTMLTableElement>(root, "table.table").concat(
    [root.closest<HTMLTableElement>("table.table")].filter((found): found is HTMLTableElement => found !== null),
  )) {
    const heads = all(table, "thead tr:last-child > *").map((head) => head.textContent?.trim() ?? "");
    table.setAttribute("role", "table");
    for (const group of all(table, "thead, tbody, tfoot")) group.setAttribute("role", "rowgroup");
    for (const row of all<HTMLTableRowElement>(table, "tr")) {
      row.setAttribute("role", "row");
      const plain = [...row.cells].every((cell) => cell.colSpan === 1);
      [...row.cells].forEach((cell, at) => {
        const head = cell.tagName === "TH";
        cell.setAttribute("role", head ? (cell.closest("thead") ? "columnheader" : "rowheader") : "cell");
        if (plain && row.closest("tbody, tfoot") && !cell.matches(".pick, .act, [data-label]")) cell.dataset["label"] = heads[at] ?? "";
      });
    }
  }
  if (listening) return;
  listening = true;
  // A click anywhere in the row is a click on its main link, unless it hit something of its own.
  on("click", "[data-row]", (row, event) => {
    if (event.target instanceof Element && event.target.closest("a, button, input, select, textarea, label, summary, dialog")) return;
    if (window.getSelection()?.toString()) return;
    row.querySelector<HTMLElement>("[data-row-link]")?.click();
  });
}
