/** The questionnaires of a person in the visit's form: shown, followed from answer to answer, and read out again. */
import type { Person, Round, Survey } from "./api";
import { askedOf, problemsOf, questionsOf, type Answer, type Answers, type Question, type Schema } from "./questions";
import { copy, find, slot } from "./screen";
import type { Open } from "./session";

/** One questionnaire that may be filled in during the visit. */
export interface Asking {
  round: Round;
  survey: Survey;
  schema: Schema;
  section: HTMLElement;
  /** What an asked question tells about a fact of the file, as text; undefined where none does. */
  told(meaning: string): string | undefined;
  /** Who answered instead of the person. */
  answeredBy(): string;
}

/** Fields of the form that questions may ask about too, by what they mean to the ledger. */
export const SHARED: Partial<Record<string, string>> = {
  phone: "person.phone",
  address: "person.address",
  wants_work: "intention.wants_work",
};
const FACTS = /^(person|intention)\./;
const LONGEST = 2000;

/** Adds the questionnaires of a person to the form. */
export function asking(form: HTMLFormElement, open: Open, person: Person): Asking[] {
  const found: Asking[] = [];
  for (const survey of person.surveys) {
    const round = open.asked.rounds.find(({ id }) => id === survey.round);
    // A round that began after the people were taken along comes with the next pack.
    if (!round) continue;
    const section = find(copy("survey"), "section");
    slot(form, "surveys").append(section);
    fillHead(section, round, survey);
    const schema = open.asked.questionnaires.find(({ id }) => id === round.questionnaire)?.schema;
    if (schema) found.push(build(section, round, survey, schema));
    else showUnfit(section);
  }
  return found;
}

function fillHead(section: HTMLElement, round: Round, survey: Survey): void {
  slot(section, "title").textContent = round.title;
  const state = slot(section, "state");
  state.textContent = survey.answers ? "已调查" : `${round.until}前`;
  state.className = `tag ${survey.answers ? "good" : "info"}`;
  const before = slot(section, "before");
  before.hidden = !survey.answers;
  before.textContent = `${survey.by}${survey.on}问过；再问一次，将更新原来的回答。`;
}

function showUnfit(section: HTMLElement): void {
  slot(section, "unfit").hidden = false;
  find(section, "[data-part=switch]").hidden = true;
}

function build(section: HTMLElement, round: Round, survey: Survey, schema: Schema): Asking {
  const prefix = `q${round.id}`;
  const box = find<HTMLInputElement>(section, "[data-asked]");
  box.name = `${prefix}-asked`;
  const by = find<HTMLInputElement>(section, "[data-answered-by]");
  [by.name, by.id] = [`${prefix}-by`, `${prefix}-by`];
  find<HTMLLabelElement>(section, "[data-answered-by-label]").htmlFor = by.id;
  const holder = slot(section, "questions");
  for (const question of questionsOf(schema)) holder.append(fieldOf(question, `${prefix}-${question.name}`, survey.begin[question.name]));
  const made: Asking = {
    round,
    survey,
    schema,
    section,
    told: (meaning) => {
      const answers = answersOf(made);
      const teller = questionsOf(schema, answers).find((question) => question.meaning === meaning && question.name in answers);
      return teller && String(answers[teller.name]);
    },
    answeredBy: () => by.value.trim(),
  };
  return made;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

const MANY_CHOICES = new Set<Question["kind"]>(["one", "many", "yes_no"]);
const YES_NO = [
  { value: "", label: "没问" },
  { value: "yes", label: "是" },
  { value: "no", label: "否" },
];

/** A question as a field, with what is answered already. */
function fieldOf(question: Question, name: string, answer: Answer | undefined): HTMLElement {
  const several = MANY_CHOICES.has(question.kind);
  const field = element(several ? "fieldset" : "div", "field");
  field.dataset["question"] = question.name;
  const title = element(several ? "legend" : "label", "", question.title);
  title.append(element("span", "optional", "选填"));
  field.append(title, several ? choices(question, name, answer) : control(question, name, answer));
  if (title instanceof HTMLLabelElement) title.htmlFor = name;
  const notes = [element("div", "help", question.help), element("p", "error")];
  notes.forEach((note, place) => {
    note.id = `${name}-${place ? "error" : "help"}`;
    note.hidden = !note.textContent;
  });
  field.append(...notes);
  const described = several ? field : find(field, "[name]");
  described.setAttribute("aria-describedby", notes.map(({ id }) => id).join(" "));
  return field;
}

function choices(question: Question, name: string, answer: Answer | undefined): HTMLElement {
  const yesNo = question.kind === "yes_no";
  const given = yesNo ? [answer === undefined ? "" : answer ? "yes" : "no"] : [answer].flat().map(String);
  const holder = element("div", "choices");
  for (const { value, label } of yesNo ? YES_NO : question.choices) {
    const box = element("input");
    Object.assign(box, { type: question.kind === "many" ? "checkbox" : "radio", name, value, checked: given.includes(value) });
    const line = element("label");
    line.append(box, label);
    holder.append(line);
  }
  return holder;
}

function control(question: Question, name: string, answer: Answer | undefined): HTMLElement {
  const value = answer === undefined ? "" : String(answer);
  if (question.kind === "lines") return Object.assign(element("textarea"), { name, id: name, value, rows: 2, maxLength: LONGEST });
  const made = Object.assign(element("input", question.kind === "number" ? "short" : ""), { name, id: name, autocomplete: "off" });
  made.type = question.kind === "text" ? "text" : question.kind;
  if (question.kind === "text") made.maxLength = LONGEST;
  if (question.kind === "number") made.inputMode = "numeric";
  made.value = value;
  return made;
}

/** Whether the questionnaire was asked at this visit. */
export const isAsked = ({ section }: Asking): boolean => find<HTMLInputElement>(section, "[data-asked]").checked;

const wholeOf = (section: HTMLElement, name: string): HTMLElement => find(section, `[data-question="${name}"]`);

/** What the fields hold, whether asked or not. */
function held({ section, schema }: Asking): Answers {
  const found: Answers = {};
  for (const { name, kind } of questionsOf(schema)) {
    const fields = [...wholeOf(section, name).querySelectorAll<HTMLInputElement>("[name]")];
    const chosen = fields.filter((field) => !MANY_CHOICES.has(kind) || field.checked).map((field) => field.value.trim());
    const first = chosen[0] ?? "";
    if (kind === "many") {
      if (chosen.length) found[name] = chosen;
    } else if (kind === "number") {
      // What is no number at all reads as an empty field.
      if (first || fields[0]?.validity.badInput) found[name] = first ? Number(first) : NaN;
    } else if (first) found[name] = kind === "yes_no" ? first === "yes" : first;
  }
  return found;
}

/** The answers to what is asked after one another. */
export const answersOf = (asking: Asking): Answers => askedOf(asking.schema, held(asking));

/** Shows the questions that are asked after the answers so far, and hides the others. */
export function showAsked(asking: Asking): void {
  slot(asking.section, "body").hidden = !isAsked(asking);
  const asked = new Map(questionsOf(asking.schema, held(asking)).map((question) => [question.name, question]));
  for (const field of asking.section.querySelectorAll<HTMLElement>("[data-question]")) {
    const question = asked.get(field.dataset["question"] ?? "");
    field.hidden = !question;
    find(field, ".optional").hidden = question?.required ?? true;
  }
}

/** What keeps the questionnaires from being saved; an empty string when nothing does. */
export function complaints(askings: Asking[], channel: string, on: string): string {
  for (const asking of askings) {
    const { title, since } = asking.round;
    if (channel === "sms") return "问卷不是用短信问的，请选择别的方式。";
    if (on < since) return `“${title}”${since}开始，日期不能更早。`;
    const count = Object.keys(problemsOf(asking.schema, answersOf(asking))).length;
    if (count) return `“${title}”还有${count}题要回答或改正。`;
  }
  return "";
}

/** An answer that is being changed is no longer called wrong. */
export function calm(changed: Element): void {
  const place = changed.closest("[data-question]")?.querySelector<HTMLElement>(".error");
  if (place) place.hidden = true;
}

/** Says at each question of an asked questionnaire what is wrong with its answer. */
export function showWrong(asking: Asking): void {
  const wrong = isAsked(asking) ? problemsOf(asking.schema, answersOf(asking)) : {};
  for (const field of asking.section.querySelectorAll<HTMLElement>("[data-question]")) {
    const sentence = wrong[field.dataset["question"] ?? ""] ?? "";
    const place = find(field, ".error");
    place.textContent = sentence;
    place.hidden = sentence === "";
  }
}

/** Puts a value into the fields of a name, where they can hold it. */
function put(root: ParentNode, name: string, value: string): void {
  const fields = [...root.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
  const choosing = fields.some(({ type }) => type === "radio");
  if (choosing && !fields.some((field) => field.value === value)) return;
  for (const field of fields) {
    if (choosing) field.checked = field.value === value;
    else field.value = value;
  }
}

/** What the form asks in two places is typed once: a field and the questions that mean the same hold the same. */
export function keepTogether(form: HTMLFormElement, askings: Asking[], changed: Element): void {
  if (!(changed instanceof HTMLInputElement || changed instanceof HTMLTextAreaElement)) return;
  const questions = askings.flatMap(({ round, schema }) =>
    questionsOf(schema).map(({ name, meaning }) => ({ name: `q${round.id}-${name}`, meaning })),
  );
  const meaning = SHARED[changed.name] ?? questions.find(({ name }) => name === changed.name)?.meaning;
  const field = Object.keys(SHARED).find((name) => SHARED[name] === meaning);
  if (!meaning || !field) return;
  for (const name of [field, ...questions.filter((one) => one.meaning === meaning).map((one) => one.name)]) {
    if (name !== changed.name) put(form, name, changed.value);
  }
}

/** The next record of this person is compared with what these answers say. */
export function remember(person: Person, asking: Asking, by: string, on: string): void {
  const answers = answersOf(asking);
  Object.assign(asking.survey, { answers, begin: answers, by, on });
  for (const { name, meaning } of questionsOf(asking.schema, answers)) {
    const answer = answers[name];
    if (answer === undefined || !FACTS.test(meaning)) continue;
    person.known[meaning] = answer;
    const field = Object.keys(SHARED).find((one) => SHARED[one] === meaning);
    if (field) Object.assign(person.base, { [field]: answer });
  }
}
