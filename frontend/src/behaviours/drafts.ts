import { all, meta } from "../dom";

interface Draft {
  user: string;
  saved: number;
  sent: boolean;
  values: Record<string, string[]>;
}

const PREFIX = "leye-draft:";
const KEEP_MS = 24 * 3600 * 1000;
const SKIP = "[type=password], [type=file], [type=hidden], [type=submit], [data-no-draft], [data-identity]";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function controls(form: HTMLFormElement): Control[] {
  return all<Control>(form, "input[name], select[name], textarea[name]").filter((field) => !field.matches(SKIP));
}

function values(form: HTMLFormElement): Record<string, string[]> {
  const kept: Record<string, string[]> = {};
  for (const field of controls(form)) {
    const list = (kept[field.name] ??= []);
    if (field instanceof HTMLSelectElement) list.push(...[...field.selectedOptions].map((option) => option.value));
    else if (!(field instanceof HTMLInputElement) || !/^(checkbox|radio)$/.test(field.type) || field.checked) list.push(field.value);
  }
  return kept;
}

function fill(form: HTMLFormElement, kept: Record<string, string[]>): void {
  const used: Record<string, number> = {};
  for (const field of controls(form)) {
    const list = kept[field.name];
    if (!list) continue;
    if (field instanceof HTMLSelectElement) for (const option of field.options) option.selected = list.includes(option.value);
    else if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = list.includes(field.value);
    else field.value = list[(used[field.name] = (used[field.name] ?? -1) + 1)] ?? field.value;
  }
}

function read(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
    return draft && draft.user === meta("leye-user") && Date.now() - draft.saved < KEEP_MS ? draft : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return null; // storage is off, or was tampered with
    throw error;
  }
}

function write(key: string, form: HTMLFormElement, sent: boolean): void {
  const draft: Draft = { user: meta("leye-user"), saved: Date.now(), sent, values: values(form) };
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or forbidden: the form still works, only undrafted
  }
}

function note(form: HTMLFormElement, key: string): void {
  const box = document.createElement("p");
  box.className = "draft-note";
  box.setAttribute("role", "status");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "link";
  drop.textContent = "不要了，清空";
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    box.remove();
  });
  box.append("已恢复上次没有保存的内容。", drop);
  form.prepend(box);
}

/** Drafts of others on a shared computer, old ones, and ones whose form was accepted are thrown away. */
function sweep(): void {
  const accepted = document.querySelector(".flashes .flash.good") !== null;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const draft = read(key);
    const here = document.querySelector(`form[data-draft="${CSS.escape(key.slice(PREFIX.length))}"]`);
    if (!draft || (draft.sent && (accepted || !here))) localStorage.removeItem(key);
  }
}

/** form[data-draft="name"]: what was typed survives a closed window for a day. Identity numbers are never kept. */
export function drafts(root: HTMLElement): void {
  if (root === document.body) {
    sweep();
    document.addEventListener("submit", (event) => {
      if (event.target instanceof HTMLFormElement && event.target.matches("[data-forget-drafts]")) {
        for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
      }
    });
  }
  for (const form of all<HTMLFormElement>(root, "form[data-draft]")) {
    const key = PREFIX + form.dataset["draft"];
    const draft = read(key);
    if (draft && !form.querySelector("[aria-invalid=true]") && JSON.stringify(draft.values) !== JSON.stringify(values(form))) {
      fill(form, draft.values);
      note(form, key);
    }
    form.addEventListener("input", () => write(key, form, false));
    form.addEventListener("submit", () => write(key, form, true));
    form.addEventListener("htmx:afterRequest", (event) => {
      if ((event as CustomEvent<{ successful: boolean }>).detail.successful) localStorage.removeItem(key);
    });
  }
}
