import { all, on } from "../dom";

/** Splits what Excel puts on the clipboard into rows of cells. */
export function cells(text: string): string[][] {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t"));
}

/** Pasting a block from Excel into a table[data-paste-grid] fills the cells to the right and below. */
export function grid(): void {
  on("paste", "table[data-paste-grid] input", (field, event) => {
    const block = cells(event.clipboardData?.getData("text/plain") ?? "");
    if (block.length === 1 && block[0]?.length === 1) return;
    const table = field.closest<HTMLTableElement>("table[data-paste-grid]");
    if (!table) return;
    event.preventDefault();
    const rows = all(table, "tbody tr").map((row) => all<HTMLInputElement>(row, "input:not([type=hidden], [type=checkbox]), select"));
    const top = rows.findIndex((row) => row.includes(field as HTMLInputElement));
    const left = rows[top]?.indexOf(field as HTMLInputElement) ?? 0;
    block.forEach((line, down) =>
      line.forEach((value, across) => {
        const target = rows[top + down]?.[left + across];
        if (!target || target.disabled) return;
        target.value = value.trim();
        target.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    );
  });
}
