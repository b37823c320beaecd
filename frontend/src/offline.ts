/** Visits without a network: what is shown when, and the ways between. */
import { Away, keyOf, Refused, SignedOut, state as ask, type State } from "./offline/api";
import { bytesOf, deviceKey } from "./offline/crypto";
import { list } from "./offline/list";
import { complain, find, hush, press, show, slot, tell } from "./offline/screen";
import { current, leftBehind, MOST_WRONG, mustGo, peopleOf, unlock, type Open } from "./offline/session";
import { edits, forget, type Pack } from "./offline/store";
import { sync, type Outcome } from "./offline/sync";
import { taking } from "./offline/taking";
import { visit } from "./offline/visit";

/** An open pack is locked after this long without a touch. */
const IDLE_MS = 10 * 60 * 1000;
const DECISIONS = { label: "去决定", url: "/offline/decisions/" };

let server: State | undefined;
let open: Open | null = null;
let syncing = false;
let idle = 0;

const fit = (): boolean => window.isSecureContext && "indexedDB" in window && "serviceWorker" in navigator && !!crypto.subtle;

/** Asks the server how things stand; undefined when there is no way to it. */
async function look(): Promise<State | undefined> {
  try {
    server = await ask((await current())?.id);
  } catch (error) {
    if (!(error instanceof Away || error instanceof SignedOut || error instanceof Refused)) throw error;
    server = error instanceof SignedOut ? { signed_in: false, now_ms: Date.now() } : undefined;
  }
  showLine();
  return server;
}

function showLine(): void {
  const line = document.getElementById("line");
  if (!line) return;
  line.className = `tag ${server ? "good" : "warn"}`;
  line.textContent = !server ? "没有网络" : server.signed_in ? `已连上，${server.user?.name ?? ""}` : "已连上，未登录";
}

function signIn(): void {
  window.location.assign(document.body.dataset["signIn"] ?? "/");
}

/** Where to go when nothing else is under way. */
async function home(): Promise<void> {
  find(document, "[data-lock]").hidden = open === null;
  if (open) return showList(open);
  const pack = await current();
  const why = pack ? mustGo(pack, server) : "";
  if (pack && why) {
    await forget();
    tell(why, "warn");
  }
  if (pack && !why) return showUnlock(pack);
  const behind = await leftBehind();
  const rest = behind.map(() => "rest");
  if (!server?.signed_in) showStranded(rest);
  else if (!server.may_take || !server.villages?.length) show(rest[0] ?? "nobody", ...rest.slice(1), ...(rest.length ? ["nobody"] : []));
  else taking(server, rest, opened);
  behind.forEach(({ pack: left, count }, place) => showRest(left, count, place));
}

function showStranded(rest: string[]): void {
  const screen = show(rest[0] ?? "stranded", ...rest.slice(1), ...(rest.length ? ["stranded"] : []));
  const link = slot<HTMLAnchorElement>(screen, "sign-in");
  link.hidden = !server;
  link.href = document.body.dataset["signIn"] ?? "/";
  press(screen, "[data-again]", async () => {
    await look();
    await home();
  });
}

/** Records whose key is no longer on this device. */
function showRest(pack: Pack, count: number, place: number): void {
  const box = document.querySelectorAll<HTMLElement>("#screen > .card:has([data-sync-rest])")[place];
  if (!box) return;
  const others = server?.signed_in && server.user?.id !== pack.user.id;
  slot(box, "what").textContent = others
    ? `${pack.user.name}在${pack.area}记的${count}条还没有同步，请${pack.user.name}登录后同步。`
    : `${pack.area}的${count}条记录加密保存在这台设备上，${server?.signed_in ? "现在可以同步" : "登录后可以同步"}。`;
  const button = find<HTMLButtonElement>(box, "[data-sync-rest]");
  button.disabled = !server?.signed_in || !!others;
  button.addEventListener("click", () => void handInRest(pack));
}

async function handInRest(pack: Pack): Promise<void> {
  await guarded(() => syncRest(pack));
  await home();
}

/** Hands in what an earlier pack left: its key comes from the server, for its owner only. */
async function syncRest(pack: Pack): Promise<Outcome> {
  return sync(pack, await deviceKey(bytesOf(await keyOf(pack.id))));
}

/** Hands in the open pack's records, and those that the same user's earlier packs left. */
async function syncAll(found: Open): Promise<Outcome> {
  const total = await sync(found.pack, found.key);
  for (const { pack } of await leftBehind()) {
    if (pack.user.id !== found.pack.user.id) continue;
    const more = await syncRest(pack);
    for (const name of ["applied", "waiting", "refused"] as const) total[name] += more[name];
  }
  return total;
}

function showUnlock(pack: Pack): void {
  const screen = show("unlock");
  slot(screen, "whose").textContent = `${pack.user.name} · ${pack.area}`;
  const form = find<HTMLFormElement>(screen, "[data-unlock]");
  const pin = find<HTMLInputElement>(form, "#pin");
  pin.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void unlock(pack, pin.value).then(async (found) => {
      if (found) return opened(found);
      pin.value = "";
      if (pack.wrong < MOST_WRONG) return complain(form, `口令不对，还可以再试${MOST_WRONG - pack.wrong}次。`);
      tell("口令输错10次，人员资料已从这台设备清除。没有同步的记录还在，登录后可以同步。", "warn");
      return home();
    });
  });
  press(screen, "[data-forget]", forgetAll);
}

async function opened(found: Open): Promise<void> {
  open = found;
  stayAwake();
  if (server?.waiting) tell(`有${server.waiting}条离线记录等您决定。`, "warn", DECISIONS);
  await home();
}

async function forgetAll(): Promise<void> {
  open = null;
  await forget();
  tell("人员资料已从这台设备清除。", "info");
  await home();
}

function lock(): void {
  open = null;
  hush();
  void home();
}

function stayAwake(): void {
  window.clearTimeout(idle);
  if (open) idle = window.setTimeout(lock, IDLE_MS);
}

function showList(found: Open): Promise<void> {
  return list(found, {
    visit: (person) => {
      hush();
      return visit(found, person, async (saved) => {
        if (saved) tell(saved);
        await home();
      });
    },
    sync: () => handIn(found),
    forget: forgetAll,
  });
}

async function handIn(found: Open): Promise<void> {
  const why = await guarded(() => syncAll(found));
  if (why === "signed-out") return signIn();
  if (open === found) {
    const again = await current();
    if (again?.people) found.people = await peopleOf(found.key, again.people);
    await home();
  }
}

/** Runs a sync and says what came of it. A lost answer loses nothing: the records stay until they are answered for. */
async function guarded(work: () => Promise<Outcome>): Promise<"" | "away" | "signed-out"> {
  if (syncing) return "";
  syncing = true;
  try {
    report(await work());
    await look();
    return "";
  } catch (error) {
    if (error instanceof Away) {
      server = undefined;
      showLine();
      tell("没有连上服务器，记录还在这台设备上，有网络时再同步。", "warn");
      return "away";
    }
    if (error instanceof SignedOut) return "signed-out";
    if (!(error instanceof Refused)) throw error;
    // Without a session the token may be gone too, and the server refuses before it asks who we are.
    if (error.status === 403 && (await look())?.signed_in === false) return "signed-out";
    tell(error.message, "bad");
    return "";
  } finally {
    syncing = false;
  }
}

function report({ applied, waiting, refused }: Outcome): void {
  const parts = [applied ? `已入账${applied}条` : "", waiting ? `${waiting}条别人也改过或需要核对，等您决定` : "", refused ? `${refused}条没有收下` : ""];
  const words = parts.filter(Boolean).join("，");
  if (!words) return;
  if (waiting) tell(`${words}。`, "warn", DECISIONS);
  else tell(`${words}。`, refused ? "bad" : "good");
}

async function backOnline(): Promise<void> {
  await look();
  if (!open) return;
  // Asked first: a pack that was called back goes although nobody is signed in.
  if (mustGo(open.pack, server)) return lock();
  if (!server?.signed_in) return;
  // A form that is being filled in is not taken away.
  if (document.querySelector("[data-visit-form]")) return;
  if ((await edits()).some((edit) => edit.pack === open?.pack.id && !edit.refused)) await handIn(open);
}

async function start(): Promise<void> {
  if (/(?:^|; )leye_print=large/.test(document.cookie)) document.documentElement.classList.add("large-print");
  if (!fit()) {
    show("unfit");
    return;
  }
  const worker = document.body.dataset["worker"] ?? "";
  // Without a network the worker that is there already goes on; a new one is looked for the next time.
  const ready = navigator.serviceWorker.register(worker, { scope: "/" }).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
  });
  press(document, "[data-lock]", lock);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, stayAwake, { passive: true });
  window.addEventListener("online", () => void backOnline());
  window.addEventListener("offline", () => {
    server = undefined;
    showLine();
  });
  await look();
  await home();
  await ready;
  await navigator.serviceWorker.ready;
  document.body.dataset["ready"] = "";
}

void start();
