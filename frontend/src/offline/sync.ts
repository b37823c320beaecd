import { handIn, type Person } from "./api";
import { seal, unseal } from "./crypto";
import { acknowledge, dropPack, edits, type Kept, type Pack } from "./store";

/** A record as the server wants it. */
export interface Edit {
  uuid: string;
  kind: "service" | "fields" | "answers";
  person: number;
  device_ms: number;
  body: Record<string, unknown>;
}

/** What a sync brought about. */
export interface Outcome {
  applied: number;
  waiting: number;
  refused: number;
}

/** Records of one request: small enough for a weak line, and answered in time by a busy server. */
const AT_ONCE = 25;

/** Hands everything in, batch by batch. What was answered for is removed from the device, the rest stays for later. */
export async function sync(pack: Pack, key: CryptoKey): Promise<Outcome> {
  const outcome: Outcome = { applied: 0, waiting: 0, refused: 0 };
  const mine = (await edits()).filter((edit) => edit.pack === pack.id);
  for (let start = 0; start < mine.length; start += AT_ONCE) {
    const batch = mine.slice(start, start + AT_ONCE);
    const plain = await Promise.all(batch.map((kept) => unseal<Edit>(key, kept)));
    const answer = await handIn(pack.id, plain);
    const done: string[] = [];
    const refused: Kept[] = [];
    for (const result of answer.results) {
      const kept = batch.find((edit) => edit.uuid === result.uuid);
      if (!kept) continue;
      if (result.state === "refused") {
        refused.push({ ...kept, refused: result.sentence });
        outcome.refused += 1;
      } else {
        done.push(kept.uuid);
        if (result.state === "waiting") outcome.waiting += 1;
        else outcome.applied += 1;
      }
    }
    await bringUpToDate(pack, key, answer.people);
    await acknowledge(done, refused, pack);
  }
  if (!pack.wrapped && outcome.refused === 0) await dropPack(pack.id);
  return outcome;
}

/** Later records are compared with what stands now, so the pack must know it. */
async function bringUpToDate(pack: Pack, key: CryptoKey, fresh: Person[]): Promise<void> {
  if (!pack.people || fresh.length === 0) return;
  const people = await unseal<Person[]>(key, pack.people);
  const byId = new Map(fresh.map((person) => [person.id, person]));
  pack.people = await seal(key, people.map((person) => byId.get(person.id) ?? person));
}
