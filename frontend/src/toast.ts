type Kind = "good" | "info" | "warn" | "bad";

const WORDS: Record<Kind, string> = { good: "完成", info: "提示", warn: "注意", bad: "没有成功" };
const STAY_MS = 8000;
/** More than two would cover the work on a phone. */
const MOST = 2;

/** Shows a short message at the lower right. Warnings and failures stay until closed. */
export function toast(text: string, kind: Kind = "good"): void {
  const holder = document.getElementById("toasts");
  if (!holder) return;
  const box = document.createElement("div");
  box.className = `flash ${kind}`;
  const words = document.createElement("div");
  const strong = document.createElement("strong");
  strong.textContent = `${WORDS[kind]}：`;
  words.append(strong, text);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn quiet small";
  close.dataset["dismiss"] = "";
  close.textContent = "关闭";
  box.append(words, close);
  holder.append(box);
  while (holder.children.length > MOST) holder.firstElementChild?.remove();
  if (kind === "good" || kind === "info") {
    window.setTimeout(() => {
      if (!box.matches(":hover, :focus-within")) box.remove();
    }, STAY_MS);
  }
}
