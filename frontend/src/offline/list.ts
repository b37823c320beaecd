import type { Due, Person, Round, Survey } from "./api";
import { copy, find, momentOf, press, show, slot } from "./screen";
import { leftBehind, type Open } from "./session";
import { edits } from "./store";

export interface Doings {
  visit(person: Person): unknown;
  sync(): unknown;
  forget(): unknown;
}

/** The people of the pack, who is late first, and how many records wait for a network. */
export async function list(open: Open, doings: Doings): Promise<void> {
  const older = (await leftBehind()).filter(({ pack }) => pack.user.id === open.pack.user.id).map(({ pack }) => pack.id);
  const kept = (await edits()).filter((edit) => edit.pack === open.pack.id || older.includes(edit.pack));
  const counts = new Map<number, number>();
  for (const edit of kept) counts.set(edit.person, (counts.get(edit.person) ?? 0) + 1);
  const screen = show("list");
  slot(screen, "title").textContent = `离线走访 · ${open.pack.area}`;
  const waiting = kept.length ? `有${kept.length}条记录还没有同步，` : "";
  slot(screen, "summary").textContent = `${open.people.length}人，${waiting}资料保留到${momentOf(open.pack.expiresMs)}。`;
  slot(screen, "sync").textContent = kept.length ? `同步${kept.length}条` : "同步";
  find<HTMLButtonElement>(screen, "[data-sync]").disabled = kept.length === 0;
  const holder = slot(screen, "people");
  const lines = open.people.map((person) => ({ person, element: line(person, counts.get(person.id) ?? 0, open.asked.rounds, doings) }));
  holder.append(...lines.map(({ element }) => element));
  find<HTMLInputElement>(screen, "#who").addEventListener("input", (event) => {
    const typed = (event.target as HTMLInputElement).value.trim();
    for (const { person, element } of lines) element.hidden = !matches(person, typed);
    slot(screen, "none").hidden = lines.some(({ element }) => !element.hidden);
  });
  press(screen, "[data-sync]", () => doings.sync());
  press(screen, "[data-forget]", () => doings.forget());
  const refused = kept.find((edit) => edit.refused);
  if (refused?.refused) {
    const note = document.createElement("p");
    note.className = "flash bad";
    note.textContent = refused.refused;
    holder.parentElement?.before(note);
  }
}

function matches(person: Person, typed: string): boolean {
  return !typed || person.name.includes(typed) || person.base.phone.includes(typed) || person.number.endsWith(typed.toUpperCase());
}

function line(person: Person, kept: number, rounds: Round[], doings: Doings): HTMLElement {
  const item = find(copy("line"), "li");
  const name = find<HTMLButtonElement>(item, "[data-visit]");
  name.textContent = person.name;
  name.addEventListener("click", () => doings.visit(person));
  slot(item, "sub").textContent = `${person.sex} ${person.age}岁 · ${person.village} · ${person.base.address || "没有住址"}`;
  const call = slot<HTMLAnchorElement>(item, "phone");
  call.textContent = person.base.phone;
  call.href = `tel:${person.base.phone}`;
  call.hidden = !person.base.phone;
  slot(item, "dues").append(...person.dues.map(lineOfDues), ...person.surveys.flatMap((survey) => lineOfSurvey(survey, rounds)));
  const mark = slot(item, "kept");
  mark.hidden = kept === 0;
  mark.textContent = `已记${kept}条，待同步`;
  return item;
}

/** A questionnaire that is still to be asked. */
function lineOfSurvey(survey: Survey, rounds: Round[]): HTMLElement[] {
  const round = rounds.find(({ id }) => id === survey.round);
  return round && !survey.answers ? [labelled(`问卷：${round.title}`, "info", `${round.until}前`)] : [];
}

/** One duty: what, which clause, how many of how many, by when. */
export function lineOfDues(due: Due): HTMLElement {
  const title = due.need > 1 ? `${due.title}（已${due.have}次，应${due.need}次）` : due.title;
  return labelled(title, due.late ? "bad" : "plain", due.late ? `已超期，应在${due.due_on}前` : `${due.due_on}前`);
}

function labelled(title: string, kind: string, until: string): HTMLElement {
  const item = document.createElement("li");
  const what = document.createElement("span");
  what.className = "what";
  what.textContent = title;
  const tag = document.createElement("span");
  tag.className = `tag ${kind}`;
  tag.textContent = until;
  item.append(what, tag);
  return item;
}
