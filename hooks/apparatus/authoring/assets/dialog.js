/* The desk at the foot of the window: a bar, what was said last, and one dialog at a time. */
import { all, button, byId, kept, make, same } from "./page.js";
import { article, blockOf, show } from "./words.js";

const said = make("p", { class: "ap-desk__said", role: "status" });
export const start = button("Annotate", () => {}, { "aria-keyshortcuts": "Control+Enter", title: "Annotate the selected words, or choose some (Ctrl+Enter)" });
const bar = make("div", { class: "ap-desk__bar", role: "group", "aria-label": "Authoring" }, start);
export const near = button("Annotate", () => {}, { class: "ap-desk__near", tabindex: -1, hidden: true, title: "Ctrl+Enter" });
export const desk = make("section", { class: "ap-desk", "aria-label": "Authoring", lang: "en", dir: "ltr", "data-search-exclude": true }, near, said, bar);
for (const its of [near, start]) its.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays

export let dialog = null; // what is open: an element, what is typed there, and where the focus goes back

export function announce(text) {
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 50); // said again, even if it is the same
}

// The bar stands on what says which mistakes are to be mended.
const footOf = () => document.querySelector(".ap-mistakes");
const rise = () => desk.style.setProperty("--ap-desk-foot", `${footOf()?.offsetHeight ?? 0}px`);
const resized = new ResizeObserver(rise);
export function lift() {
  rise();
  resized.disconnect();
  if (footOf()) resized.observe(footOf());
}

// In: where the focus goes back, the words it is about, what is typed there, and what comes after it.
export function openDialog(title, { kind, back, range, draft = null, after = null }) {
  dialog?.element.remove();
  for (const panel of all(".ap-desk__panel", desk)) panel.hidden = true;
  const element = make("div", { class: `ap-desk__dialog ap-desk__dialog--${kind}`, role: "dialog", "aria-labelledby": "ap-desk-heading", tabindex: -1 },
    make("div", { class: "ap-desk__head" }, make("h2", { id: "ap-desk-heading" }, title), button("×", () => leave(), { class: "ap-desk__close", "aria-label": "Close" })));
  dialog = { element, back, range, draft, after, key: `draft:${location.pathname}` };
  desk.append(element);
  show(range);
  said.textContent = "";
  near.hidden = true;
  document.documentElement.dataset.apDesk = kind;
  article().classList.add("ap-desk-room");
  return element;
}

// Beside the words and not on them: at the other side, or with the words moved up.
export function settle() {
  if (!dialog?.range) return;
  const { element, range } = dialog;
  element.classList.remove("ap-desk__dialog--left");
  const meets = () => {
    const box = element.getBoundingClientRect();
    return [...range.getClientRects()].some((its) =>
      its.right > box.left && its.left < box.right && its.bottom > box.top && its.top < box.bottom);
  };
  const words = range.getBoundingClientRect();
  if (words.top < 70 || words.bottom > innerHeight - 20) scrollBy({ top: words.top - 120, behavior: "instant" });
  if (!meets()) return;
  element.classList.add("ap-desk__dialog--left");
  if (!meets()) return;
  element.classList.remove("ap-desk__dialog--left");
  scrollBy({ top: range.getBoundingClientRect().top - 90, behavior: "instant" });
}

export function close() {
  if (!dialog) return;
  const { element, back, range, key, draft, after } = dialog;
  if (draft) kept.write(key, draft.under ?? null);
  const had = element.contains(document.activeElement);
  putAway();
  if (after) return guarded(after, back);
  if (had) giveBack(back, range);
  desk.dispatchEvent(new Event("ap-desk-closed"));
  return undefined;
}

// Out of sight; what was typed there is still kept.
export function putAway() {
  const element = dialog?.element;
  dialog = null; // first: a field that goes away says that it has changed
  element?.remove();
  show(null);
  delete document.documentElement.dataset.apDesk;
  article().classList.remove("ap-desk-room");
}

// The focus goes back to where the hand was: a button, or the words.
function giveBack(back, range) {
  const panel = back?.closest(".ap-desk__panel");
  if (panel) panel.hidden = false;
  if (back?.isConnected) return back.focus();
  const block = range && blockOf(range.startContainer);
  if (!block) return start.focus();
  const had = block.hasAttribute("tabindex");
  if (!had) block.tabIndex = -1;
  block.focus({ preventScroll: true });
  if (!had) block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

export const typed = () => Boolean(dialog?.draft) &&
  (Boolean(dialog.draft.unadded || dialog.draft.under) || !same(dialog.draft.values, dialog.draft.first));

// Closed by its author: whoever has typed is asked.
export function leave() {
  if (!typed()) return close();
  const { element } = dialog;
  const from = element.contains(document.activeElement) ? document.activeElement : null;
  element.querySelector(".ap-desk__ask")?.remove();
  const ask = make("div", { class: "ap-desk__ask", role: "alertdialog", "aria-labelledby": "ap-desk-ask" },
    make("p", { id: "ap-desk-ask" }, "Throw away what you typed?"),
    button("Go on writing", () => { ask.remove(); (from?.isConnected ? from : element).focus(); }),
    button("Throw it away", close));
  element.append(ask);
  ask.querySelector("button").focus();
}

// Keys of the theme and of notes are none of the desk's.
desk.addEventListener("keydown", (event) => {
  event.stopPropagation();
  if (event.isComposing) return; // its keys are those of an input method
  const ask = event.target.closest(".ap-desk__ask");
  if (event.key === "Escape") {
    if (ask) ask.querySelector("button").click();
    else if (dialog?.element.contains(event.target)) leave();
    else if (event.target.closest(".ap-desk__panel")) hidePanel(event.target.closest(".ap-desk__panel"));
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && dialog) {
    event.preventDefault();
    dialog.element.querySelector("form")?.requestSubmit();
  }
});

export function openMessage(title, back, range, ...content) {
  const element = openDialog(title, { kind: "message", back, range });
  element.append(...content);
  settle();
  (element.querySelector("textarea, .ap-desk__actions button") ?? element).focus();
}

export const trouble = (error, back) => openMessage("That did not work", back, null, make("div", { role: "alert" }, ...(error.problems ?? [error.message]).map((its) => make("p", {}, its))),
  make("div", { class: "ap-desk__actions" }, button("Close", close)));
let opening = null;
// One after the other: a second press while a form is fetched opens none in its place.
export const guarded = (action, back) => {
  opening ??= action().catch((error) => trouble(error, back)).finally(() => { opening = null; });
  return opening;
};

// -- panels -----------------------------------------------------------------------------------

function hidePanel(panel) {
  panel.hidden = true;
  byId(panel.dataset.button)?.focus();
}
// In: what is called each time that its author opens it. Out: the element for what it holds.
export function panel(id, title, opened) {
  const content = make("div", {});
  const element = make("div", { id, class: "ap-desk__dialog ap-desk__panel", role: "dialog", "aria-labelledby": `${id}-title`, "data-button": `${id}-open`, tabindex: -1, hidden: true },
    make("div", { class: "ap-desk__head" }, make("h2", { id: `${id}-title` }, title), button("×", () => hidePanel(element), { class: "ap-desk__close", "aria-label": "Close" })), content);
  const opener = button(title, () => {
    if (!element.hidden) return hidePanel(element);
    if (typed()) return leave();
    close();
    element.hidden = false;
    element.focus();
    return opened();
  }, { id: `${id}-open` });
  bar.append(opener);
  desk.append(element);
  return content;
}
