import { meta } from "../dom";
import { edits, exists, forget, packs } from "../offline/store";

/** A sign-out waits this long for the device, then goes on: nobody must be kept signed in by a broken disk. */
const PATIENCE_MS = 3000;

/** How many records of the signed-in user lie here; somebody else's are no matter of his. */
async function ownEdits(): Promise<number> {
  if (!(await exists())) return 0;
  const user = Number(meta("leye-user"));
  const mine = (await packs()).filter((pack) => pack.user.id === user).map((pack) => pack.id);
  return (await edits()).filter((edit) => mine.includes(edit.pack)).length;
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
    void ownEdits()
      .catch(() => 0)
      .then((waiting) => {
        const words = `还有${waiting}条离线记录没有同步。退出后它们加密留在这台设备上，再次登录后可以同步。要退出吗？`;
        if (waiting === 0 || window.confirm(words)) leave(form);
        else form.classList.remove("sending");
      });
  });
}
