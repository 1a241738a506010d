/* Forms that may be asked for on any page: they open here, or on the page where the words are. */
import { byId, kept, page } from "./page.js";
import { desk, guarded, leave, typed } from "./dialog.js";
import { openNote } from "./note.js";
import { openEntity } from "./entity.js";

function form(what, given, back = null) {
  if (what === "entity") return openEntity({ name: given.name, back });
  const pick = given.block && byId(given.block) ? { block: given.block, before: "" } : null;
  return openNote({ pick, back });
}

// In: `entity` with a name, or `note` with a block; and of which page, with the address of that.
export function ask(what, given) {
  if (given.page && given.page !== page() && given.href) {
    kept.write("next", { what, given, path: new URL(given.href, location.href).pathname });
    return location.assign(given.href);
  }
  if (typed()) return leave();
  const back = desk.contains(document.activeElement) ? document.activeElement : null;
  return guarded(() => form(what, given, back), back);
}

// Out: what opens the form that waits on this page: one that was begun here goes first.
export function waiting() {
  const draft = kept.read(`draft:${location.pathname}`);
  const next = kept.read("next");
  const isHere = next?.path === location.pathname;
  if (isHere) kept.write("next", null);
  if (draft) return () => (draft.kind === "entity" ? openEntity({ draft }) : openNote({ draft }));
  return isHere ? () => form(next.what, next.given) : null;
}
