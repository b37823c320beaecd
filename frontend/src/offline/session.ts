import type { Asked, Person, State } from "./api";
import { unseal, unwrap, type Sealed } from "./crypto";
import { changePack, edits, forget, packs, type Kept, type Pack } from "./store";

/** A pack that was opened with its PIN. Lives in memory only: it is locked again when the page closes. */
export interface Open {
  pack: Pack;
  key: CryptoKey;
  people: Person[];
  asked: Asked;
}

/** A pack's people; one that was taken along before surveys were knows of none. */
export async function peopleOf(key: CryptoKey, sealed: Sealed): Promise<Person[]> {
  return (await unseal<Person[]>(key, sealed)).map((person) => ({ ...person, known: person.known ?? {}, surveys: person.surveys ?? [] }));
}

/** Wrong PINs after which the people are thrown away. */
export const MOST_WRONG = 10;
/** A clock set back further than this does not make a pack live longer. */
const WANDER_MS = 10 * 60 * 1000;

/** The server's time as far as this device can tell, never before what it showed already. */
export function nowOf(pack: Pack): number {
  const device = Date.now() < pack.seenMs - WANDER_MS ? pack.seenMs : Date.now();
  return device + pack.offsetMs;
}

/** The pack that can be opened; undefined when there is none. */
export async function current(): Promise<Pack | undefined> {
  return (await packs()).find((pack) => pack.wrapped && pack.people);
}

/** Why a pack must go, in words; an empty string when it may stay. */
export function mustGo(pack: Pack, state: State | undefined): string {
  if (nowOf(pack) >= pack.expiresMs) return "离线资料已过期，人员资料已从这台设备清除。没有同步的记录还在，登录后可以同步。";
  if (state?.signed_in && state.user && state.user.id !== pack.user.id) {
    return `这台设备上原来是${pack.user.name}带走的资料，已清除。没有同步的记录由${pack.user.name}登录后同步。`;
  }
  if (state?.pack_stands === false) return "这份离线资料已作废，人员资料已从这台设备清除。没有同步的记录还在，可以同步。";
  return "";
}

/**
 * Opens a pack. Null when the PIN is wrong or the people are gone; `pack.wrong` then says how often it was wrong.
 *
 * Counted before it is tried, on the disk, whichever tab tries: neither closing the page in time nor a second tab
 * gives another try.
 */
export async function unlock(pack: Pack, pin: string): Promise<Open | null> {
  const tried = await changePack(pack.id, (stored) => ({ ...stored, wrong: stored.wrong + 1 }));
  pack.wrong = tried?.wrong ?? MOST_WRONG;
  if (!tried) return null;
  const key = tried.wrong > MOST_WRONG ? null : await unwrap(pin, tried.wrapped);
  if (!key) {
    if (tried.wrong >= MOST_WRONG) await forget();
    return null;
  }
  const found = await changePack(pack.id, (stored) => ({ ...stored, wrong: 0, seenMs: Math.max(stored.seenMs, Date.now()) }));
  if (!found) {
    // Another tab threw the people away meanwhile.
    pack.wrong = MOST_WRONG;
    return null;
  }
  const asked = found.surveys ? await unseal<Asked>(key, found.surveys) : { rounds: [], questionnaires: [] };
  return { pack: found, key, people: await peopleOf(key, found.people), asked };
}

/** Records of packs that cannot be opened here any more. */
export async function leftBehind(): Promise<{ pack: Pack; count: number }[]> {
  const [known, kept] = [await packs(), await edits()];
  return known
    .filter((pack) => !pack.wrapped)
    .map((pack) => ({ pack, count: kept.filter((edit: Kept) => edit.pack === pack.id).length }))
    .filter(({ count }) => count > 0);
}
