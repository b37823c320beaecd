import { meta } from "../dom";
import { draftCount, edits, exists, forget, packs } from "../offline/store";

/** A sign-out waits this long for the device, then goes on: nobody must be kept signed in by a broken disk. */
const PATIENCE_MS = 3000;

/** What the signed-in user has here: records not handed in, and people about whom he typed without saving. */
interface Unfinished {
  records: number;
  drafts: number;
}

/** Somebody else's are no matter of his. */
async function unfinished(): Promise<Unfinished> {
  if (!(await exists())) return { records: 0, drafts: 0 };
  const user = Number(meta("leye-user"));
  const mine = (await packs()).filter((pack) => pack.user.id === user);
  const records = (await edits()).filter((edit) => mine.some((pack) => pack.id === edit.pack)).length;
  // Drafts belong to the pack that can be opened.
  return { records, drafts: mine.some((pack) => pack.wrapped) ? await draftCount() : 0 };
}

/** What to think over before signing out; an empty string when nothing is left. */
function warning({ records, drafts }: Unfinished): string {
  const kept = records ? `还有${records}条离线记录没有同步。退出后它们加密留在这台设备上，再次登录后可以同步。` : "";
  const lost = drafts ? `有${drafts}个人的走访内容填了还没有保存，退出后会清除；要留下，请先打开离线走访保存。` : "";
  return kept + lost && `${kept}${lost}要退出吗？`;
}

function leave(form: HTMLFormElement): void {
  const late = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS));
  void Promise.race([forget(), late])
    .catch(() => undefined) // the sign-out itself matters more; an expired pack goes when the page is opened again
    .finally(() => form.submit());
}

/** People whose time is over, or whom another user took along, go from this device whichever page is opened. */
async function tidy(): Promise<void> {
  if (!(await exists())) return;
  const user = Number(meta("leye-user"));
  const over = (await packs()).some(
    (pack) => pack.wrapped && (Date.now() + pack.offsetMs >= pack.expiresMs || (user > 0 && user !== pack.user.id)),
  );
  if (over) await forget();
}

/** Signing out wipes the people taken along; records not handed in stay sealed, and the user is told of them. */
export function leaving(): void {
  if ("indexedDB" in window) void tidy().catch(() => undefined); // storage is off: then nothing lies there either
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-forget-drafts]") || !("indexedDB" in window)) return;
    if (event.defaultPrevented) return;
    event.preventDefault();
    void unfinished()
      .catch(() => ({ records: 0, drafts: 0 }))
      .then((found) => {
        const words = warning(found);
        if (!words || window.confirm(words)) leave(form);
        else form.classList.remove("sending");
      });
  });
}
