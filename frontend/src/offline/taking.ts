import { Away, Refused, SignedOut, take, type State } from "./api";
import { bytesOf, deviceKey, seal, weakness, wrap } from "./crypto";
import { complain, find, show, slot } from "./screen";
import type { Open } from "./session";
import { forget, putPack, type Pack } from "./store";

/** The form with which people are taken along. `taken` is called with the open pack. */
export function taking(state: State, above: string[], taken: (open: Open) => unknown): HTMLElement {
  const screen = show(above[0] ?? "take", ...(above.length ? ["take"] : []));
  const form = find<HTMLFormElement>(screen, "[data-take]");
  const village = find<HTMLSelectElement>(form, "#village");
  for (const { no, name, people } of state.villages ?? []) village.append(new Option(`${name}（${people}人）`, no));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form, village.value).then((open) => open && taken(open));
  });
  return screen;
}

async function submit(form: HTMLFormElement, village: string): Promise<Open | null> {
  const typed = new FormData(form);
  const pin = String(typed.get("pin"));
  const wrong = weakness(pin) || (pin === typed.get("again") ? "" : "两次输入的口令不一样。");
  complain(form, wrong);
  if (wrong) return null;
  const button = find<HTMLButtonElement>(form, "[type=submit]");
  button.disabled = true;
  try {
    return await bring(village, Number(typed.get("hours")), pin);
  } catch (error) {
    if (error instanceof Away) complain(form, "没有连上服务器，资料没有带走。请检查网络后再试。");
    else if (error instanceof SignedOut) complain(form, "登录已过期，请重新登录后再带资料。");
    else if (error instanceof Refused) complain(form, error.message);
    else throw error;
    slot(form, "error").focus();
    return null;
  } finally {
    button.disabled = false;
  }
}

async function bring(village: string, hours: number, pin: string): Promise<Open> {
  const answer = await take(village, hours);
  const raw = bytesOf(answer.key);
  const key = await deviceKey(raw);
  const pack: Pack = {
    id: answer.pack,
    user: answer.user,
    area: answer.area,
    offsetMs: answer.offset_ms,
    expiresMs: answer.expires_ms,
    seenMs: Date.now(),
    wrong: 0,
    wrapped: await wrap(pin, raw),
    people: await seal(key, answer.people),
    surveys: await seal(key, answer.surveys),
  };
  raw.fill(0);
  await forget();
  await putPack(pack);
  // Browsers may throw away what pages keep when the disk is full; asked, they keep it.
  if (navigator.storage?.persist) await navigator.storage.persist();
  return { pack, key, people: answer.people, asked: answer.surveys };
}
