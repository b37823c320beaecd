import { on } from "../dom";

const YEAR_S = 365 * 24 * 3600;

/** [data-print] prints the page; [data-large-print] switches the letter size, remembered in a cookie the server reads. */
export function print(): void {
  on("click", "[data-print]", () => window.print());
  on("click", "[data-large-print]", (button) => {
    const large = document.documentElement.classList.toggle("large-print");
    button.setAttribute("aria-pressed", String(large));
    document.cookie = `leye_print=${large ? "large" : ""}; path=/; max-age=${large ? YEAR_S : 0}; samesite=lax`;
  });
}
