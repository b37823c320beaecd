import { csrfToken } from "../dom";
import type { Answers, Schema } from "./questions";

/** There is no way to the server, or no whole answer came back. */
export class Away extends Error {}

/** Nobody is signed in any more. */
export class SignedOut extends Error {}

/** The server said no, in words for the user. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export interface Due {
  title: string;
  clause: string;
  need: number;
  have: number;
  late: boolean;
  due_on: string;
  kinds: string[];
}

/** An open round that somebody is on: the answers on file, and those with which the form begins. */
export interface Survey {
  round: number;
  answers: Answers | null;
  begin: Answers;
  by: string;
  on: string;
}

/** A survey round; without a questionnaire where this program cannot show it. */
export interface Round {
  id: number;
  title: string;
  since: string;
  until: string;
  questionnaire: number | null;
}

/** The rounds of a pack's people, and each questionnaire once. */
export interface Asked {
  rounds: Round[];
  questionnaires: { id: number; schema: Schema }[];
}

export interface Person {
  id: number;
  name: string;
  sex: string;
  age: number;
  number: string;
  village: string;
  last_contact: string;
  base: { phone: string; address: string; note: string; wants_work: string; work: number | null };
  work: string;
  dues: Due[];
  /** What answers may change, by meaning, as it was taken along. */
  known: Record<string, unknown>;
  surveys: Survey[];
}

export interface State {
  signed_in: boolean;
  now_ms: number;
  user?: { id: number; name: string };
  may_take?: boolean;
  villages?: { no: string; name: string; people: number }[];
  waiting?: number;
  pack_stands?: boolean;
}

export interface Taken {
  pack: string;
  user: { id: number; name: string };
  area: string;
  key: string;
  offset_ms: number;
  expires_ms: number;
  people: Person[];
  surveys: Asked;
}

export interface HandedIn {
  results: { uuid: string; state: "applied" | "waiting" | "dropped" | "refused"; sentence: string }[];
  people: Person[];
  waiting: number;
}

const PATIENCE_MS = 30_000;

async function ask<T>(path: string, options: RequestInit): Promise<T> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(path, { credentials: "same-origin", ...options, redirect: "manual", signal: given.signal });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
    const json = answer.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    if (answer.ok && json) return (await answer.json()) as T;
    if (json) throw new Refused(((await answer.json()) as { error: string }).error, answer.status);
    if (answer.status >= 500) throw new Away();
    throw new Refused("服务器没有收下。请重新登录后再试；记录还在这台设备上。", answer.status);
  } catch (error) {
    // A lost line, an answer cut short, or too long a wait: nobody knows what the server did, and asking again is safe.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) throw new Away();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  return ask<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** How things stand. Where the session cannot be used any more, whether the pack stands is asked without it. */
export async function state(pack?: string): Promise<State> {
  const path = `/offline/state/${pack ? `?pack=${pack}` : ""}`;
  try {
    return await ask<State>(path, {});
  } catch (error) {
    if (!(error instanceof SignedOut) || !pack) throw error;
    return ask<State>(path, { credentials: "omit" });
  }
}

export const take = (area: string, hours: number): Promise<Taken> =>
  post<Taken>("/offline/take/", { area, hours, device_ms: Date.now() });

export const keyOf = async (pack: string): Promise<string> => (await post<{ key: string }>(`/offline/packs/${pack}/key/`, {})).key;

export const handIn = (pack: string, edits: unknown[]): Promise<HandedIn> =>
  post<HandedIn>("/offline/sync/", { pack, device_ms: Date.now(), edits });
