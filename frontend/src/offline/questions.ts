/**
 * A questionnaire's JSON schema read as questions, just as leye/outreach/questionnaires/questions.py reads it: what is
 * asked after what was answered so far, and what is wrong with the answers. The server has the last word.
 */

export type Answer = string | number | boolean | string[];
export type Answers = Record<string, Answer>;

interface Choice {
  const: string;
  title?: string;
}

interface Property {
  title: string;
  description?: string;
  type: "string" | "integer" | "boolean" | "array";
  format?: string;
  enum?: string[];
  oneOf?: Choice[];
  items?: Property;
  maxLength?: number;
  "x-ledger"?: string;
}

export interface Schema {
  properties?: Record<string, Property>;
  required?: string[];
  allOf?: { if: unknown; then: Schema }[];
  "x-order"?: string[];
}

export interface Question {
  name: string;
  title: string;
  help: string;
  kind: "text" | "lines" | "date" | "number" | "yes_no" | "one" | "many";
  required: boolean;
  choices: { value: string; label: string }[];
  meaning: string;
  rule: Property;
}

/** A text longer than this gets several lines. */
const LONGEST_LINE = 100;
/** Where a schema says nothing about the length. */
const USUAL_LENGTH = 40;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const lengthOf = (text: string): number => [...text].length;

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((value, place) => same(value, other[place]));
  return one === other;
}

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  object: isObject,
  null: (value) => value === null,
};

const number = (within: (value: number, limit: number) => boolean) => (limit: unknown, value: unknown) =>
  typeof value !== "number" || within(value, limit as number);
const string = (within: (length: number, limit: number) => boolean) => (limit: unknown, value: unknown) =>
  typeof value !== "string" || within(lengthOf(value), limit as number);
const array = (within: (length: number, limit: number) => boolean) => (limit: unknown, value: unknown) =>
  !Array.isArray(value) || within(value.length, limit as number);

/** What each keyword demands. Which of them conditions may use says KNOWN_THERE in leye/offline/surveys.py. */
const KEYWORDS: Record<string, (limit: unknown, value: unknown) => boolean> = {
  type: (limit, value) => TYPES[limit as string]?.(value) ?? false,
  const: same,
  enum: (limit, value) => (limit as unknown[]).some((one) => same(one, value)),
  required: (limit, value) => !isObject(value) || (limit as string[]).every((name) => Object.hasOwn(value, name)),
  properties: (limit, value) =>
    !isObject(value) || Object.entries(limit as object).every(([name, rule]) => !Object.hasOwn(value, name) || holds(rule, value[name])),
  not: (limit, value) => !holds(limit, value),
  allOf: (limit, value) => (limit as unknown[]).every((rule) => holds(rule, value)),
  anyOf: (limit, value) => (limit as unknown[]).some((rule) => holds(rule, value)),
  oneOf: (limit, value) => (limit as unknown[]).filter((rule) => holds(rule, value)).length === 1,
  items: (limit, value) => !Array.isArray(value) || value.every((one) => holds(limit, one)),
  contains: (limit, value) => !Array.isArray(value) || value.some((one) => holds(limit, one)),
  minimum: number((value, limit) => value >= limit),
  maximum: number((value, limit) => value <= limit),
  minLength: string((length, limit) => length >= limit),
  maxLength: string((length, limit) => length <= limit),
  minItems: array((length, limit) => length >= limit),
  maxItems: array((length, limit) => length <= limit),
};

/** Whether a value meets a schema, as far as its keywords are known. */
function holds(rule: unknown, value: unknown): boolean {
  if (!isObject(rule)) return rule === true;
  return Object.entries(rule).every(([word, limit]) => KEYWORDS[word]?.(limit, value) ?? true);
}

function choicesOf(rule: Property): Question["choices"] {
  if (rule.oneOf) return rule.oneOf.map((one) => ({ value: String(one.const), label: String(one.title ?? one.const) }));
  return (rule.enum ?? []).map((one) => ({ value: String(one), label: String(one) }));
}

function kindOf(rule: Property, choices: Question["choices"]): Question["kind"] {
  if (rule.type === "array") return "many";
  if (choices.length) return "one";
  if (rule.type === "integer") return "number";
  if (rule.type === "boolean") return "yes_no";
  if (rule.format === "date") return "date";
  return (rule.maxLength ?? USUAL_LENGTH) > LONGEST_LINE ? "lines" : "text";
}

function question(name: string, rule: Property, required: boolean): Question {
  const choices = choicesOf(rule.items ?? rule);
  const [help, meaning] = [rule.description ?? "", rule["x-ledger"] ?? ""];
  return { name, title: rule.title, help, kind: kindOf(rule, choices), required, choices, meaning, rule };
}

/** The schema itself and the `then` of every condition that holds; of every condition without answers. */
function partsOf(schema: Schema, answers: Answers | null): Schema[] {
  const then = (schema.allOf ?? []).filter((part) => answers === null || holds(part.if, answers)).map((part) => part.then);
  return [schema, ...then];
}

/**
 * The questions that are asked after these answers, in order; all there are without answers. An answer to a question
 * that is no longer asked counts for nothing, also not as a condition.
 */
export function questionsOf(schema: Schema, answers: Answers | null = null): Question[] {
  let found = new Map<string, Question>();
  let known: Answers | null = answers && {};
  // Each turn may open questions whose answers open others; with n conditions n turns open all there are.
  for (let turn = 0; turn < (schema.allOf ?? []).length + 2; turn += 1) {
    const parts = partsOf(schema, known);
    const required = new Set(parts.flatMap((part) => part.required ?? []));
    found = new Map();
    for (const part of parts) {
      for (const [name, rule] of Object.entries(part.properties ?? {})) found.set(name, question(name, rule, required.has(name)));
    }
    if (answers === null) break;
    const asked = Object.fromEntries(Object.entries(answers).filter(([name]) => found.has(name)));
    if (known && same(Object.keys(asked).sort(), Object.keys(known).sort())) break;
    known = asked;
  }
  const order = new Map((schema["x-order"] ?? []).map((name, place) => [name, place]));
  const placeOf = ({ name }: Question): number => order.get(name) ?? order.size;
  return [...found.values()].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Answers without those to questions that are not asked after the others. */
export function askedOf(schema: Schema, answers: Answers): Answers {
  const asked = new Set(questionsOf(schema, answers).map(({ name }) => name));
  return Object.fromEntries(Object.entries(answers).filter(([name]) => asked.has(name)));
}

const SENTENCES: [keyword: string, sentence: (limit: unknown) => string][] = [
  ["minimum", (limit) => `不能小于${String(limit)}。`],
  ["maximum", (limit) => `不能大于${String(limit)}。`],
  ["maxLength", (limit) => `最多${String(limit)}个字。`],
  ["minLength", (limit) => `至少${String(limit)}个字。`],
  ["minItems", (limit) => `至少选${String(limit)}项。`],
  ["maxItems", (limit) => `最多选${String(limit)}项。`],
  ["enum", () => "请从选项中选择。"],
  ["oneOf", () => "请从选项中选择。"],
  ["items", () => "请从选项中选择。"],
];

function wrongWith(rule: Property, value: Answer): string {
  if (!TYPES[rule.type]?.(value)) return rule.type === "integer" ? "请填整数。" : "这一项填写的内容不能用，请检查。";
  if (rule.format === "date" && !/^\d{4}-\d\d-\d\d$/.test(String(value))) return "请按“2026-11-21”的样子填写日期。";
  const limits = rule as unknown as Record<string, unknown>;
  const broken = SENTENCES.find(([word]) => word in limits && !KEYWORDS[word]?.(limits[word], value));
  return broken ? broken[1](limits[broken[0]]) : "";
}

/** What is wrong with answers, by question, in words; empty when they may be kept. */
export function problemsOf(schema: Schema, answers: Answers): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, title, required, rule } of questionsOf(schema, answers)) {
    const value = answers[name];
    const wrong = value === undefined ? (required ? `请回答“${title}”。` : "") : wrongWith(rule, value);
    if (wrong) found[name] = wrong;
  }
  return found;
}
