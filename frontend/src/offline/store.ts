import type { Sealed, Wrapped } from "./crypto";

/** The pack on this device. `wrapped`, `people` and `surveys` are gone once it was forgotten; the number stays with its records. */
export interface Pack {
  id: string;
  user: { id: number; name: string };
  area: string;
  offsetMs: number;
  expiresMs: number;
  /** The latest moment that this device's clock showed while the pack was in use. */
  seenMs: number;
  wrong: number;
  wrapped?: Wrapped;
  people?: Sealed;
  surveys?: Sealed;
}

/** A pack that its PIN can open. */
export type Openable = Pack & Required<Pick<Pack, "wrapped" | "people">>;

/** A record that the server has not taken in yet. */
export interface Kept extends Sealed {
  uuid: string;
  pack: string;
  person: number;
  order: number;
  /** Why the server could not keep it, if it said so. */
  refused?: string;
}

/** What was typed for a person and not saved yet. */
export interface Draft extends Sealed {
  person: number;
}

const NAME = "leye-offline";
const STORES = { packs: "id", edits: "uuid", drafts: "person" } as const;
type Store = keyof typeof STORES;

let opened: Promise<IDBDatabase> | undefined;

/** Whether this device ever kept anything; asking makes no database. */
export async function exists(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) request.result.createObjectStore(store, { keyPath });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Resolves when the change lies on the disk: a browser killed right after loses nothing. */
async function write(stores: Store[], change: (store: (name: Store) => IDBObjectStore) => void): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const work = database.transaction(stores, "readwrite", { durability: "strict" });
    work.oncomplete = () => resolve();
    work.onerror = work.onabort = () => reject(work.error);
    change((name) => work.objectStore(name));
  });
}

async function read<T>(store: Store): Promise<T[]> {
  const database = await open();
  return answer(database.transaction(store).objectStore(store).getAll() as IDBRequest<T[]>);
}

/** All packs of this device; the one that can be opened is the newest with people. */
export const packs = (): Promise<Pack[]> => read<Pack>("packs");

/** Records in the order in which they were made. */
export async function edits(): Promise<Kept[]> {
  return (await read<Kept>("edits")).sort((one, other) => one.order - other.order);
}

/** How many people have something typed about them that was not saved. */
export const draftCount = async (): Promise<number> => (await read<Draft>("drafts")).length;

export async function draftOf(person: number): Promise<Draft | undefined> {
  const database = await open();
  return answer(database.transaction("drafts").objectStore("drafts").get(person) as IDBRequest<Draft | undefined>);
}

function openable(pack: Pack | undefined): pack is Openable {
  return !!pack?.wrapped && !!pack.people;
}

/** A pack without its people and their key. */
function bare(pack: Pack): Pack {
  const { wrapped: _key, people: _people, surveys: _surveys, ...rest } = pack;
  return rest;
}

/** Changes a pack as it lies there, in one piece: another tab comes before or after. Undefined when its people are gone. */
export async function changePack(id: string, change: (stored: Openable) => Openable): Promise<Openable | undefined> {
  let changed: Openable | undefined;
  await write(["packs"], (store) => {
    const found = store("packs").get(id) as IDBRequest<Pack | undefined>;
    found.onsuccess = () => {
      if (!openable(found.result)) return;
      changed = change(found.result);
      store("packs").put(changed);
    };
  });
  return changed;
}

/**
 * Brings a pack up to date after work in an open tab. What other tabs did meanwhile stands: the count of wrong PINs,
 * and people who were thrown away do not come back.
 */
function update(packs: IDBObjectStore, pack: Pack): void {
  const found = packs.get(pack.id) as IDBRequest<Pack | undefined>;
  found.onsuccess = () => {
    const rest = bare(pack);
    const stored = found.result;
    packs.put(openable(stored) ? { ...pack, wrong: stored.wrong } : rest);
  };
}

export const putPack = (pack: Pack): Promise<void> => write(["packs"], (store) => store("packs").put(pack));

export const dropPack = (id: string): Promise<void> => write(["packs"], (store) => store("packs").delete(id));

export const putDraft = (draft: Draft): Promise<void> => write(["drafts"], (store) => store("drafts").put(draft));

export const dropDraft = (person: number): Promise<void> => write(["drafts"], (store) => store("drafts").delete(person));

/** Keeps records and the people as they are after them, and lets the draft go: all or nothing. */
export const putEdits = (kept: Kept[], person: number, pack: Pack): Promise<void> =>
  write(["edits", "drafts", "packs"], (store) => {
    for (const edit of kept) store("edits").put(edit);
    store("drafts").delete(person);
    update(store("packs"), pack);
  });

/** Removes records that the server has taken in, and brings the pack's people up to date, both or neither. */
export const acknowledge = (uuids: string[], refused: Kept[], pack: Pack): Promise<void> =>
  write(["edits", "packs"], (store) => {
    for (const uuid of uuids) store("edits").delete(uuid);
    for (const edit of refused) store("edits").put(edit);
    update(store("packs"), pack);
  });

/**
 * Throws the people, what was typed, and the key away. Records that were not handed in stay, sealed under a key that
 * this device no longer has: only their owner, signed in, gets it from the server again. In one piece, so that no
 * record that another tab keeps at the same moment is left without its pack.
 */
export function forget(): Promise<void> {
  return write(["packs", "edits", "drafts"], (store) => {
    store("drafts").clear();
    const waiting = store("edits").getAll() as IDBRequest<Kept[]>;
    const known = store("packs").getAll() as IDBRequest<Pack[]>;
    // Answers come in the order of the questions.
    known.onsuccess = () => {
      for (const rest of known.result.map(bare)) {
        if (waiting.result.some((edit) => edit.pack === rest.id)) store("packs").put(rest);
        else store("packs").delete(rest.id);
      }
    };
  });
}
