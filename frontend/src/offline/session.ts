import type { Person, State } from "./api";
import { unseal, unwrap } from "./crypto";
import { edits, forget, packs, putPack, type Kept, type Pack } from "./store";

/** A pack that was opened with its PIN. Lives in memory only: it is locked again when the page closes. */
export interface Open {
  pack: Pack;
  key: CryptoKey;
  people: Person[];
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
  if (state?.signed_in && state.pack_stands === false) return "这份离线资料已作废，人员资料已从这台设备清除。没有同步的记录还在，可以同步。";
  return "";
}

/** Opens a pack. Null when the PIN is wrong; after the tenth wrong one the people are gone. */
export async function unlock(pack: Pack, pin: string): Promise<Open | null> {
  if (!pack.wrapped || !pack.people) return null;
  // Counted before it is tried: closing the page in time does not give another try.
  await putPack({ ...pack, wrong: pack.wrong + 1 });
  const key = await unwrap(pin, pack.wrapped);
  if (!key) {
    pack.wrong += 1;
    if (pack.wrong >= MOST_WRONG) await forget();
    return null;
  }
  pack.wrong = 0;
  pack.seenMs = Math.max(pack.seenMs, Date.now());
  await putPack(pack);
  return { pack, key, people: await unseal<Person[]>(key, pack.people) };
}

/** Records of packs that cannot be opened here any more. */
export async function leftBehind(): Promise<{ pack: Pack; count: number }[]> {
  const [known, kept] = [await packs(), await edits()];
  return known
    .filter((pack) => !pack.wrapped)
    .map((pack) => ({ pack, count: kept.filter((edit: Kept) => edit.pack === pack.id).length }))
    .filter(({ count }) => count > 0);
}
