import type { Person } from "./api";
import { seal, unseal } from "./crypto";
import { lineOfDues } from "./list";
import { complain, dayOf, find, press, show, slot } from "./screen";
import { nowOf, type Open } from "./session";
import { draftOf, dropDraft, edits, putDraft, putEdits, type Kept } from "./store";
import type { Edit } from "./sync";

type Values = Record<string, string[]>;

const TEXTS = ["phone", "address", "note"] as const;
const WITH_ITEM = ["job_recommendation", "course_recommendation"];
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
  if (draft) {
    restore(form, draft);
    slot(form, "draft").hidden = false;
  }
  showJob(form);
  let timer = 0;
  let writing: Promise<void> = Promise.resolve();
  /** No draft is written after this, so that none comes back to life behind what is saved. */
  const settled = (): Promise<void> => {
    window.clearTimeout(timer);
    return writing;
  };
  form.addEventListener("input", () => {
    showJob(form);
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
      .then(() => save(open, person, form, today))
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

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) (values[name] ??= []).push(String(value));
  return values;
}

function restore(form: HTMLFormElement, values: Values): void {
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) {
    const kept = values[field.name] ?? [];
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = kept.includes(field.value);
    else field.value = kept[0] ?? field.value;
  }
}

async function keepDraft(open: Open, person: Person, form: HTMLFormElement): Promise<void> {
  await putDraft({ person: person.id, ...(await seal(open.key, valuesOf(form))) });
}

/** What is wrong with the form; an empty string when it can be kept. */
function problem(values: Values, changes: Edit["body"] | null, today: string): string {
  const kinds = values["kinds"] ?? [];
  const on = values["on"]?.[0] ?? "";
  if (!kinds.length && !changes) return "还没有填写：请勾选做了什么，或修改有变化的情况。";
  if (!on || on > today) return "请填写日期，不能晚于今天。";
  if (values["outcome"]?.[0] === "done" && kinds.some((kind) => WITH_ITEM.includes(kind)) && !values["item"]?.[0]) {
    return "请写明推荐了哪个岗位或课程。";
  }
  if (values["works"] && !values["job_since"]?.[0]) return "请填写哪天开始工作。";
  if (values["works"] && (values["job_since"]?.[0] ?? "") > today) return "开始工作的日期不能晚于今天。";
  if (kinds.includes("survey") && values["outcome"]?.[0] === "done" && !values["wants_work"]?.[0]) return "摸底调查办到了，请选择本人有没有就业意愿。";
  return "";
}

/** The fields that differ from what was taken along, each with what it was; null when none does. */
function changesOf(values: Values, person: Person): { base: Record<string, unknown>; mine: Record<string, unknown> } | null {
  const base: Record<string, unknown> = {};
  const mine: Record<string, unknown> = {};
  for (const name of [...TEXTS, "wants_work"] as const) {
    const value = (values[name]?.[0] ?? "").trim();
    if (value !== person.base[name]) [base[name], mine[name]] = [person.base[name], value];
  }
  if (values["works"]) {
    base["work"] = person.base.work;
    mine["work"] = { started_on: values["job_since"]?.[0] ?? "", kind: values["job_kind"]?.[0] ?? "", employer_name: values["job_unit"]?.[0]?.trim() ?? "" };
  }
  return Object.keys(mine).length ? { base, mine } : null;
}

/** Keeps the visit on the device; how many records it made, 0 when something is wrong. */
async function save(open: Open, person: Person, form: HTMLFormElement, today: string): Promise<number> {
  const values = valuesOf(form);
  const changes = changesOf(values, person);
  const wrong = problem(values, changes, today);
  complain(form, wrong);
  if (wrong) return 0;
  const on = values["on"]?.[0] ?? today;
  const when = { on, on_typed: on !== today };
  const made: Edit[] = [];
  const begin = (kind: Edit["kind"], body: Edit["body"]): void => {
    made.push({ uuid: crypto.randomUUID(), kind, person: person.id, device_ms: Date.now(), body: { ...when, ...body } });
  };
  if (values["kinds"]) {
    const one = (name: string): string => values[name]?.[0]?.trim() ?? "";
    begin("service", { kinds: values["kinds"], channel: one("channel"), outcome: one("outcome"), item: one("item"), note: one("said") });
  }
  if (changes) begin("fields", changes);
  const last = (await edits()).at(-1)?.order ?? 0;
  const kept: Kept[] = await Promise.all(
    made.map(async (edit, place) => ({ uuid: edit.uuid, pack: open.pack.id, person: person.id, order: last + 1 + place, ...(await seal(open.key, edit)) })),
  );
  if (changes) remember(person, changes.mine);
  open.pack.seenMs = Math.max(open.pack.seenMs, Date.now());
  open.pack.people = await seal(open.key, open.people);
  await putEdits(kept, person.id, open.pack);
  return made.length;
}

/** The next record of this person is compared with what this one says. */
function remember(person: Person, mine: Record<string, unknown>): void {
  for (const name of [...TEXTS, "wants_work"] as const) {
    const value = mine[name];
    if (typeof value === "string") person.base[name] = value;
  }
  if (mine["work"]) person.work = "已记下新的工作，等待同步";
}
