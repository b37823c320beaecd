import { all, csrfToken, on } from "../dom";

const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), select, textarea, button[type=submit]";

function next(form: HTMLFormElement, from: HTMLElement): HTMLElement | undefined {
  const fields = all(form, FIELDS).filter((field) => !field.matches(":disabled") && field.offsetParent !== null);
  return fields[fields.indexOf(from) + 1];
}

/** Enter moves on in form[data-enter-next]; Ctrl+Enter sends; form[data-guard] asks before unsaved work is left. */
export function forms(): void {
  const dirty = new Set<HTMLFormElement>();

  on("keydown", "form[data-enter-next] input, form[data-enter-next] select", (field, event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    const form = (field as HTMLInputElement).form;
    if (!form || field.matches("[type=submit]")) return;
    event.preventDefault();
    if (event.ctrlKey) form.requestSubmit();
    else next(form, field)?.focus();
  });

  on("input", "form[data-guard]", (form) => dirty.add(form as HTMLFormElement));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const asked = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
    if (asked && !window.confirm(asked)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    dirty.delete(form);
    const token = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
    if (token) token.value = csrfToken() || token.value;
    // A second press while the first is on its way would save twice.
    if (form.method === "post" && !form.matches("[hx-post], [data-hx-post]")) {
      if (form.classList.contains("sending")) event.preventDefault();
      form.classList.add("sending");
    }
  }, true);
  window.addEventListener("pageshow", () => {
    for (const form of all(document, "form.sending")) form.classList.remove("sending");
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
  on("change", "[data-auto-submit]", (field) => field.closest("form")?.requestSubmit());
}
