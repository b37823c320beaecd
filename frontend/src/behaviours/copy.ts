import { on } from "../dom";
import { toast } from "../toast";

/** navigator.clipboard needs HTTPS; county intranets often have none, so a hidden field stands in. */
async function put(text: string): Promise<boolean> {
  if (navigator.clipboard && window.isSecureContext) {
    return navigator.clipboard.writeText(text).then(() => true, () => false);
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** [data-copy="text"] or [data-copy-from="#id"]: copies and says so. */
export function copy(): void {
  on("click", "[data-copy], [data-copy-from]", (button) => {
    const source = button.dataset["copyFrom"] ? document.querySelector(button.dataset["copyFrom"]) : null;
    const text = button.dataset["copy"] ?? source?.textContent?.trim() ?? "";
    void put(text).then((done) => toast(done ? "已复制，可粘贴到微信。" : "浏览器不让复制，请手工选中文字。", done ? "good" : "warn"));
  });
}
