import htmx from "htmx.org";
import { csrfToken } from "../dom";
import { toast } from "../toast";

interface RequestDetail {
  headers: Record<string, string>;
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
  isError: boolean;
}

const AWAY = "没有连上服务器。刚才填写的内容还在这个页面上，没有丢失；请检查网络后再试一次。";

function detail(event: Event): RequestDetail {
  return (event as CustomEvent<RequestDetail>).detail;
}

function reason(status: number): string {
  if (status === 403) return "您当前的岗位不能做这件事。可在右上角换一个岗位，或请县级管理员开通。";
  if (status === 404) return "没有找到这一条。它可能已被合并或转走，请刷新页面。";
  if (status === 413) return "文件太大，服务器没有收下。请拆成几个文件再传。";
  if (status === 429) return "操作太快，请等一分钟再试。";
  if (status === 503) return "数据库暂时连不上，这次没有保存；页面上的内容还在，请稍后再试。";
  return "服务器没有办成这件事，已有的数据没有改变。请再试一次；仍不行请告诉县级管理员。";
}

/** htmx: the CSRF header, plain words for failures, and the sign-in page never inside a fragment. */
export function requests(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = csrfToken();
    if (token) detail(event).headers["X-CSRFToken"] = token;
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (detail(event).xhr.responseText.includes('name="leye-page" content="login"')) {
      detail(event).shouldSwap = false;
      toast("登录已过期。请在新窗口登录后回到这里再试，本页内容不会丢失。", "warn");
    }
  });

  document.addEventListener("htmx:sendError", () => toast(AWAY, "bad"));
  document.addEventListener("htmx:timeout", () => toast(AWAY, "bad"));
  document.addEventListener("htmx:responseError", (event) => toast(reason(detail(event).xhr.status), "bad"));

  // The server may answer with HX-Trigger: {"toast": {"text": "…", "kind": "good"}}.
  document.addEventListener("toast", (event) => {
    const { text, kind } = (event as CustomEvent<{ text: string; kind?: "good" | "info" | "warn" | "bad" }>).detail;
    toast(text, kind);
  });

  // A refused request whose answer is a page of its own choice (422 form, 409 conflict) is swapped in.
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ];
}
