import type { Person } from "./api";
import { asking, calm, keepTogether, showAsked } from "./asking";
import { seal, unseal } from "./crypto";
import { save, TEXTS, valuesOf, WITH_ITEM, type Values } from "./keeping";
import { lineOfDues } from "./list";
import { complain, dayOf, find, press, show, slot } from "./screen";
import { nowOf, type Open } from "./session";
import { draftOf, dropDraft, putDraft } from "./store";

/** Long enough not to write on each letter, short enough that a killed browser loses no sentence. */
const DRAFT_MS = 400;

/** The form of one visit. What is typed is kept, sealed, until it is saved or given up. */
export async function visit(open: Open, person: Person, left: (saved: string) => unknown): Promise<void> {
  // Read before the form stands: whoever types at once must neither be overwritten nor go unheard.
  const sealed = await draftOf(person.id);
  const draft = sealed && (await unseal<Values>(open.key, sealed));
  const screen = show("visit");
  const today = dayOf(nowOf(open.pack));
  fillHead(screen, person);
  const form = find<HTMLFormElement>(screen, "[data-visit-form]");
  fillForm(form, person, today);
  const askings = asking(form, open, person);
  if (draft) {
    restore(form, draft);
    slot(form, "draft").hidden = false;
  }
  showJob(form);
  askings.forEach(showAsked);
  let timer = 0;
  let writing: Promise<void> = Promise.resolve();
  /** No draft is written after this, so that none comes back to life behind what is saved. */
  const settled = (): Promise<void> => {
    window.clearTimeout(timer);
    return writing;
  };
  form.addEventListener("input", (event) => {
    showJob(form);
    complain(form, "");
    if (event.target instanceof Element) {
      calm(event.target);
      keepTogether(form, askings, event.target);
    }
    askings.forEach(showAsked);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => (writing = keepDraft(open, person, form)), DRAFT_MS);
  });
  press(screen, "[data-back]", async () => {
    await settled();
    await dropDraft(person.id);
    left("");
  });
  let saving = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (saving) return;
    saving = true;
    void settled()
      .then(() => save(open, person, form, askings, today))
      .then((count) => count && left(`已把${person.name}的${count}条记录保存在这台设备上。`))
      .finally(() => (saving = false));
  });
}

function fillHead(screen: HTMLElement, person: Person): void {
  slot(screen, "crumb").textContent = person.name;
  slot(screen, "name").textContent = person.name;
  const contact = person.last_contact ? `，上次联系${person.last_contact}` : "";
  slot(screen, "sub").textContent = `${person.sex} ${person.age}岁 · ${person.village} · ${person.number}${contact}`;
  const call = slot<HTMLAnchorElement>(screen, "phone");
  call.href = `tel:${person.base.phone}`;
  call.textContent = person.base.phone ? `拨打 ${person.base.phone}` : "";
  call.hidden = person.base.phone === "";
  find(screen, "[data-part=dues]").hidden = person.dues.length === 0;
  slot(screen, "dues").append(...person.dues.map(lineOfDues));
}

function fillForm(form: HTMLFormElement, person: Person, today: string): void {
  for (const box of form.querySelectorAll<HTMLInputElement>("[name=kinds]")) {
    box.checked = person.dues.some((due) => due.kinds.includes(box.value) && !WITH_ITEM.includes(box.value));
  }
  for (const name of TEXTS) find<HTMLInputElement>(form, `[name=${name}]`).value = person.base[name];
  for (const radio of form.querySelectorAll<HTMLInputElement>("[name=wants_work]")) radio.checked = radio.value === person.base.wants_work;
  for (const name of ["on", "job_since"]) {
    const day = find<HTMLInputElement>(form, `[name=${name}]`);
    day.value = day.max = today;
  }
  slot(form, "work").textContent = person.work;
}

function showJob(form: HTMLFormElement): void {
  find(form, "[data-part=job]").hidden = !find<HTMLInputElement>(form, "[name=works]").checked;
}

function restore(form: HTMLFormElement, values: Values): void {
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name]")) {
    const kept = values[field.name] ?? [];
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = kept.includes(field.value);
    else field.value = kept[0] ?? field.value;
  }
}

async function keepDraft(open: Open, person: Person, form: HTMLFormElement): Promise<void> {
  await putDraft({ person: person.id, ...(await seal(open.key, valuesOf(form))) });
}
