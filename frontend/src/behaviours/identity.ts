import { all } from "../dom";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Full-width digits and a small x are what phones and old sheets give; the number itself is plain. */
export function normalise(text: string): string {
  return text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
}

/** The last character by GB 11643. */
export function checkDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17[at]), 0);
  return "10X98765432"[sum % 11] ?? "";
}

/** A sentence about what has been typed so far: grouped for reading, and what is missing or wrong. */
export function describe(text: string): string {
  const number = normalise(text);
  if (!number) return "";
  const grouped = [number.slice(0, 6), number.slice(6, 14), number.slice(14)].filter(Boolean).join(" ");
  if (number.length < 18) return `${grouped}（还差${18 - number.length}位）`;
  if (number.length > 18) return `${grouped}（多了${number.length - 18}位）`;
  if (!/^\d{17}[\dX]$/.test(number)) return `${grouped}（只能是数字，最后一位可以是X）`;
  return checkDigit(number) === number[17] ? `${grouped}（校验正确）` : `${grouped}（校验位不对，请核对）`;
}

/** input[data-identity]: shows the number grouped under the field while it is typed. */
export function identity(root: HTMLElement): void {
  for (const field of all<HTMLInputElement>(root, "input[data-identity]")) {
    const words = document.createElement("span");
    words.className = "grouped";
    words.setAttribute("aria-live", "polite");
    field.after(words);
    const show = (): void => {
      words.textContent = describe(field.value);
    };
    field.addEventListener("input", show);
    field.addEventListener("change", () => {
      field.value = normalise(field.value);
      show();
    });
    show();
  }
}
