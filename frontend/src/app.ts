/** Everything a page does beyond HTML. Each behaviour is switched on by an attribute, so pages carry no script. */
import "./app.css";
import htmx from "htmx.org";
import { batch } from "./behaviours/batch";
import { copy } from "./behaviours/copy";
import { dialogs } from "./behaviours/dialogs";
import { drafts } from "./behaviours/drafts";
import { forms } from "./behaviours/forms";
import { grid } from "./behaviours/grid";
import { identity } from "./behaviours/identity";
import { keys } from "./behaviours/keys";
import { leaving } from "./behaviours/leaving";
import { menus } from "./behaviours/menus";
import { print } from "./behaviours/print";
import { requests } from "./behaviours/requests";
import { rows } from "./behaviours/rows";
import { side } from "./behaviours/side";
import { signatures } from "./behaviours/signatures";

requests();
for (const start of [batch, copy, dialogs, forms, grid, keys, leaving, menus, print, side]) start();

// These look at new content: once for the page, again for whatever htmx brings in.
htmx.onLoad((element) => {
  const root = element as HTMLElement;
  rows(root);
  identity(root);
  signatures(root);
  drafts(root);
});
