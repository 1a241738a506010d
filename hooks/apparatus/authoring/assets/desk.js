/* Notes and entries written in the served page: selected words become a target, a form becomes an
   item of the data. It is served by `mkdocs serve` alone, and no built page knows of it.
   Nothing is put into the text of a block, so that what is read there is what stands there. */
import { all, button, byId, kept, make, page, shortened } from "./page.js";
import { article, called, pickOf } from "./words.js";
import * as dialogs from "./dialog.js";
import { announce, desk, guarded, lift, near, putAway, start, trouble, typed } from "./dialog.js";
import { change, openNote, remove } from "./note.js";
import { openBare } from "./bare.js";
import { waiting } from "./there.js";
import { release } from "./reload.js";
import "./links.js";
import "./missing.js";

let chosen = null; // the selected words

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || desk.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const pick = pickOf(range);
  return pick && { pick, range: range.cloneRange() };
}

function place() {
  chosen = selected() ?? (document.activeElement && desk.contains(document.activeElement) ? chosen : null);
  const byTouch = matchMedia("(pointer: coarse)").matches; // there the system's menu is at the words
  start.textContent = chosen && byTouch && chosen.pick.block ? `Annotate “${shortened(called(chosen.pick), 24)}”` : "Annotate";
  const anew = dialogs.dialog?.reword ? selected() : null; // other words for the note that is written
  near.hidden = byTouch || !(dialogs.dialog ? anew : chosen);
  near.textContent = anew ? "Use these words" : "Annotate";
  if (anew && byTouch) start.textContent = "Use these words";
  if (near.hidden) return;
  const rects = [...chosen.range.getClientRects()].filter((rect) => rect.width && rect.height);
  if (!rects.length) return;
  const low = Math.max(...rects.map((rect) => rect.bottom));
  const last = rects.findLast((rect) => rect.bottom > low - 4);
  const high = Math.min(...rects.map((rect) => rect.top));
  const under = low + near.offsetHeight + 16 < innerHeight;
  near.style.left = `${Math.max(8, Math.min(last.right - near.offsetWidth / 2, innerWidth - near.offsetWidth - 16)) + scrollX}px`;
  near.style.top = `${(under ? low + 8 : high - near.offsetHeight - 8) + scrollY}px`;
}

let timer = 0, pressed = false;
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => pressed || place(), 120);
};
document.addEventListener("selectionchange", soon);
document.addEventListener("pointerdown", () => { pressed = true; }, true);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { pressed = false; soon(); }, true);

desk.addEventListener("ap-desk-closed", place);
for (const its of [near, start]) its.addEventListener("click", begin);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || desk.contains(event.target)) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable]") || (!selected() && event.target.closest?.("a, button, summary"))) return;
  event.preventDefault();
  begin();
});

// From the button or the key: about the selected words, or about words that are chosen now.
function begin() {
  const anew = dialogs.dialog?.reword ? selected() : null;
  if (anew && !anew.pick.bare) {
    dialogs.dialog.reword(anew.pick);
    near.hidden = true;
    return announce(`The note is about “${shortened(called(anew.pick))}” now.`);
  }
  if (typed()) return dialogs.dialog.element.querySelector("form :is([data-first], textarea, select)").focus();
  chosen = selected() ?? chosen;
  const words = chosen;
  const back = desk.contains(document.activeElement) && !words ? document.activeElement : null;
  if (!page()) return trouble({ problems: ["This page has no file of its own. Annotate one that has."] }, back);
  if (words?.pick.bare) return openBare(words.pick.bare, back, String(words.range));
  return guarded(() => openNote({ pick: words?.pick, range: words?.range, back }), back);
}

function equip() {
  for (const note of all(".ap-note [role=note]")) {
    if (note.querySelector(".ap-desk-ways")) continue;
    const number = note.getAttribute("aria-label") ?? note.id;
    const way = (label, action) => button(label, (event) => guarded(() => action(note.id, event.currentTarget), event.currentTarget), { "aria-label": `${label}: ${number}` });
    note.append(make("p", { class: "ap-desk-ways", lang: "en", dir: "ltr", "data-search-exclude": true }, way("Change", change), way("Delete", remove)));
  }
}

// -- begin, and begin again -------------------------------------------------------------------

// The note that was saved last, when the page has it.
function arrived() {
  const go = kept.read("go");
  if (!go || go.path !== location.pathname) return null;
  const note = go.id ? byId(go.id) : null;
  if (note || Date.now() >= go.until) kept.write("go", null);
  return note;
}

// To the note that was saved, unless a form waits: whoever types there stays there.
function resume() {
  const note = arrived();
  const news = note ? [`${note.id} is in the page.`] : [];
  const open = dialogs.dialog ? null : waiting();
  if (open) return guarded(open, null).then(() => announce([...news, ...(typed() ? ["What you typed is still here."] : [])].join(" ")));
  if (!note) return kept.read("go")?.said && announce(kept.read("go").said);
  location.hash = `#${note.id}`;
  setTimeout(() => announce(news[0]), 100);
  return enter(note);
}
// As soon as it is open.
function enter(note, times = 20) {
  setTimeout(() => {
    if (dialogs.dialog) return;
    note.focus();
    if (document.activeElement !== note && times) enter(note, times - 1);
  }, 100);
}

let loaded = null;
function load() {
  if (loaded === article()) return;
  loaded = article();
  const foot = document.querySelector("body > .ap-mistakes"); // which comes last, for keys too
  if (foot && foot.previousElementSibling !== desk) foot.before(desk);
  else if (!desk.isConnected) document.body.append(desk);
  if (dialogs.dialog && dialogs.dialog.key !== `draft:${location.pathname}`) putAway(); // it waits for its own page
  chosen = null;
  near.hidden = true;
  equip();
  lift();
  resume();
  release();
}
load();
// Themes that exchange the content without loading a page announce it here.
if (typeof document$ !== "undefined") document$.subscribe(load);
