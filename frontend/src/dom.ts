/** Listens on the document for events from elements matching a selector, present and future. */
export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  act: (element: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, (event) => {
    const origin = event.target;
    const found = origin instanceof Element ? origin.closest<HTMLElement>(selector) : null;
    if (found) act(found, event);
  });
}

/** All matches inside a root, the root itself included. */
export function all<T extends HTMLElement>(root: ParentNode, selector: string): T[] {
  const inside = [...root.querySelectorAll<T>(selector)];
  return root instanceof HTMLElement && root.matches(selector) ? [root as T, ...inside] : inside;
}

/** The content of a meta tag, or an empty string. */
export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** Django's CSRF token as it is now: signing in again in another window changes it under an open page. */
export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? meta("csrf-token");
}

/** True where typing goes into a field, so a letter is not a shortcut. */
export function isTyping(element: EventTarget | null): boolean {
  return (
    element instanceof HTMLElement &&
    (element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"))
  );
}
