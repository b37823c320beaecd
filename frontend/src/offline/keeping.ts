/** What a visit's form says, as records on this device. */
import type { Person } from "./api";
import { answersOf, complaints, isAsked, remember as rememberAnswers, showWrong, SHARED, type Asking } from "./asking";
import { seal } from "./crypto";
import { complain } from "./screen";
import type { Open } from "./session";
import { edits, putEdits, type Kept } from "./store";
import type { Edit } from "./sync";

export type Values = Record<string, string[]>;
interface Changes {
  base: Record<string, unknown>;
  mine: Record<string, unknown>;
}

export const TEXTS = ["phone", "address", "note"] as const;
export const WITH_ITEM = ["job_recommendation", "course_recommendation"];

export function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) (values[name] ??= []).push(String(value));
  return values;
}

/** What is wrong with the form; an empty string when it can be kept. */
function problem(values: Values, changes: Changes | null, askings: Asking[], today: string): string {
  const kinds = values["kinds"] ?? [];
  const on = values["on"]?.[0] ?? "";
  if (!kinds.length && !changes && !askings.length) return "还没有填写：请勾选做了什么，填写问卷，或修改有变化的情况。";
  if (!on || on > today) return "请填写日期，不能晚于今天。";
  if (values["outcome"]?.[0] === "done" && kinds.some((kind) => WITH_ITEM.includes(kind)) && !values["item"]?.[0]) {
    return "请写明推荐了哪个岗位或课程。";
  }
  if (values["works"] && !values["job_since"]?.[0]) return "请填写哪天开始工作。";
  if (values["works"] && (values["job_since"]?.[0] ?? "") > today) return "开始工作的日期不能晚于今天。";
  const wishMissing = values["outcome"]?.[0] === "done" && !values["wants_work"]?.[0];
  if (!askings.length && kinds.includes("survey") && wishMissing) return "摸底调查办到了，请选择本人有没有就业意愿。";
  return complaints(askings, values["channel"]?.[0] ?? "", on);
}

/**
 * The fields that differ from what was taken along, each with what it was; null when none does. What a questionnaire
 * tells is told by its answers only: the same fact is not recorded twice.
 */
function changesOf(values: Values, person: Person, askings: Asking[]): Changes | null {
  const base: Record<string, unknown> = {};
  const mine: Record<string, unknown> = {};
  for (const name of [...TEXTS, "wants_work"] as const) {
    const value = (values[name]?.[0] ?? "").trim();
    const meaning = SHARED[name];
    const told = meaning !== undefined && askings.some((asking) => asking.told(meaning) === value);
    if (value !== person.base[name] && !told) [base[name], mine[name]] = [person.base[name], value];
  }
  if (values["works"]) {
    base["work"] = person.base.work;
    mine["work"] = { started_on: values["job_since"]?.[0] ?? "", kind: values["job_kind"]?.[0] ?? "", employer_name: values["job_unit"]?.[0]?.trim() ?? "" };
  }
  return Object.keys(mine).length ? { base, mine } : null;
}

/** Keeps the visit on the device; how many records it made, 0 when something is wrong. */
export async function save(open: Open, person: Person, form: HTMLFormElement, all: Asking[], today: string): Promise<number> {
  const values = valuesOf(form);
  const askings = all.filter(isAsked);
  const changes = changesOf(values, person, askings);
  const wrong = problem(values, changes, askings, today);
  all.forEach(showWrong);
  complain(form, wrong);
  if (wrong) return 0;
  const one = (name: string): string => values[name]?.[0]?.trim() ?? "";
  const on = values["on"]?.[0] ?? today;
  const when = { on, on_typed: on !== today };
  const made: Edit[] = [];
  const begin = (kind: Edit["kind"], body: Edit["body"]): void => {
    made.push({ uuid: crypto.randomUUID(), kind, person: person.id, device_ms: Date.now(), body: { ...when, ...body } });
  };
  // The answers are noted as a survey by themselves.
  const kinds = (values["kinds"] ?? []).filter((kind) => kind !== "survey" || !askings.length);
  if (kinds.length) {
    begin("service", { kinds, channel: one("channel"), outcome: one("outcome"), item: one("item"), note: one("said") });
  }
  if (changes) begin("fields", { ...changes });
  for (const asking of askings) {
    const { round, survey } = asking;
    const base = { answers: survey.answers, known: { ...person.known } };
    const body = { round: round.id, questionnaire: round.questionnaire, base, answers: answersOf(asking) };
    begin("answers", { ...body, channel: one("channel"), answered_by: asking.answeredBy() });
  }
  const last = (await edits()).at(-1)?.order ?? 0;
  const kept: Kept[] = await Promise.all(
    made.map(async (edit, place) => ({ uuid: edit.uuid, pack: open.pack.id, person: person.id, order: last + 1 + place, ...(await seal(open.key, edit)) })),
  );
  if (changes) remember(person, changes.mine);
  for (const asking of askings) rememberAnswers(person, asking, open.pack.user.name, on);
  open.pack.seenMs = Math.max(open.pack.seenMs, Date.now());
  open.pack.people = await seal(open.key, open.people);
  await putEdits(kept, person.id, open.pack);
  return made.length;
}

/** The next record of this person is compared with what this one says. */
function remember(person: Person, mine: Record<string, unknown>): void {
  for (const name of [...TEXTS, "wants_work"] as const) {
    const value = mine[name];
    if (typeof value !== "string") continue;
    person.base[name] = value;
    if (SHARED[name]) person.known[SHARED[name]] = value;
  }
  if (mine["work"]) person.work = "已记下新的工作，等待同步";
}
