/* The two fields of a note that are more than a control: its words, and its sources. */
import { button, byId, kept, make, same, shortened } from "./page.js";
import { blocks, called, marked, part, pickFrom, rangeOf, read, selectionOf, show } from "./words.js";
import { announce, dialog, settle } from "./dialog.js";
import { complain, field, select } from "./forms.js";

// Whether a note is to be about other words than those it has.
export const repicked = ({ before: was, values }) => !was?.target || !same(values.pick, pickFrom(was.target));
export const rangeNow = (draft) => (draft.id && !repicked(draft) && marked(draft.id)) || rangeOf(draft.values.pick);

// Not `readonly`: browsers show no caret there, and keys would select nothing.
const toSelectIn = (chosen) => {
  const area = make("textarea", { "aria-readonly": "true", inputmode: "none", rows: 4, dir: "auto", spellcheck: "false",
    beforeinput: (event) => event.preventDefault(), input: () => fill(area, area.dataset.block) });
  // A caret alone is no choice: whoever only passes through changes nothing.
  for (const event of ["select", "keyup", "pointerup"]) area.addEventListener(event, () => area.selectionStart !== area.selectionEnd && chosen(area));
  return area;
};
function fill(area, id) {
  area.dataset.block = id;
  area.value = byId(id) ? read(byId(id)).text : "";
  area.lang = byId(id)?.closest("[lang]")?.lang ?? "";
}
const FOLLOWS = Node.DOCUMENT_POSITION_FOLLOWING, INSIDE = Node.DOCUMENT_POSITION_CONTAINED_BY;
const isAfter = (block, other) => Boolean(block) && (block.compareDocumentPosition(other) & (FOLLOWS | INSIDE)) === FOLLOWS;

// Which words: a block, and in its text what is selected there, as keys and screen readers do it;
// they may go on to another block, with all that is between.
export function wordsField(draft) {
  const found = blocks();
  const rows = (some) => some.map((block) => [block.id, `${block.id}: ${shortened(read(block).text.replace(/\s+/g, " "), 40)}`]);
  const choice = select(rows(found)), end = select([]);
  const text = toSelectIn((area) => take({ from: area.selectionStart, to: area.selectionEnd }));
  const last = toSelectIn((area) => take({ last: area.selectionEnd }));
  const about = make("p", { class: "ap-desk__about", "aria-live": "polite" });
  const tell = () => {
    const { pick } = draft.values;
    about.replaceChildren("About ", pick.exact || pick.until ? make("q", { dir: "auto", lang: document.documentElement.lang }, called(pick)) : `all of ${pick.block}`);
    dialog.range = rangeNow(draft);
    show(dialog.range);
  };
  let at = { from: 0, to: 0, last: 0 }; // none is all
  function take(changes) {
    at = { ...at, ...changes };
    const [block, other] = [byId(choice.value), byId(end.value)];
    const long = (its) => read(its).text.length;
    draft.values.pick = other
      ? { ...part(block, at.from, long(block)), until: part(other, 0, at.last || long(other)) }
      : part(block, at.from, at.to);
    tell();
    choice.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
  }
  const until = field("until", "To", end);
  const words = field("last", "Up to the words", last, "Select to where they end.");
  function fillBoth() {
    fill(text, choice.value);
    fill(last, end.value);
    words.hidden = !end.value;
  }
  // In: words that were chosen otherwise.
  function set(pick) {
    draft.values.pick = pick;
    choice.value = pick.block;
    end.replaceChildren(...select([["", "the same block"], ...rows(found.filter((its) => isAfter(byId(pick.block), its)))]).children);
    end.value = pick.until?.block ?? "";
    const sent = selectionOf(pick);
    const upTo = (its) => (its ? its.before.length + its.exact.length : 0);
    at = { from: pick.exact ? sent.first.before.length : 0, to: pick.exact ? upTo(sent.first) : 0, last: pick.until?.exact ? upTo(sent.last) : 0 };
    fillBoth();
  }
  choice.addEventListener("change", () => {
    set({ block: choice.value, before: "" });
    take({});
    settle();
  });
  end.addEventListener("change", () => {
    fillBoth();
    take({ last: 0 });
    settle();
  });
  const { pick } = draft.values;
  const fold = make("details", { class: "ap-desk__words", open: !pick.exact && !pick.until && !draft.before },
    make("summary", {}, about),
    field("target", "Block", choice, "A block that is not here needs an id: a line { #p1 } under its paragraph."),
    field("words", "Words", text, "Select them here: by Shift and arrow keys, or as you like."),
    until, words,
    button("The whole block", () => take({ from: 0, to: 0, last: 0 })));
  set(pick);
  return { fold, tell, set: (its) => { set(its); take({}); } };
}

// Any number of sources: one field that completes, and what is chosen below it.
export function sourcesField(draft, known) {
  const input = make("input", { type: "text", list: "ap-desk-sources-known", autocomplete: "off", spellcheck: "false" });
  const list = make("ul", { class: "ap-desk__chosen", "aria-label": "Chosen sources" });
  const chosenNow = () => draft.values.sources;
  const idOf = (source) => source.id ?? source;
  const box = field("sources", "Sources", input, "Type some letters of an id or a title; Enter adds.");
  function tell() {
    list.hidden = !chosenNow().length;
    list.replaceChildren(...chosenNow().map((source, at) => {
      const id = idOf(source);
      const place = make("input", { type: "text", "aria-label": `Place in ${id}, such as p. 45`, placeholder: "p. 45", input: () => {
        chosenNow()[at] = place.value.trim() ? { ...(source.id ? source : {}), id, locator: place.value.trim() } : id;
      } });
      place.value = source.locator ?? "";
      return make("li", {}, make("span", {}, id), place, button("×", () => {
        chosenNow().splice(at, 1);
        changed(`${id} removed`);
        input.focus();
      }, { "aria-label": `Remove ${id}` }));
    }));
  }
  function changed(words) {
    tell();
    announce(words);
    input.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
  }
  // Out: whether nothing is left that names no source.
  function add() {
    const typedNow = input.value.trim();
    if (!typedNow) return true;
    const wanted = typedNow.toLowerCase();
    const exactly = known.find(({ id }) => id.toLowerCase() === wanted);
    const like = known.filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(wanted));
    const source = exactly ?? (like.length === 1 ? like[0] : null);
    if (!source) {
      const sentence = like.length ? `${like.length} sources have “${typedNow}”. Choose one.` : `There is no source “${typedNow}”.`;
      complain(input.form, { fields: { sources: sentence } });
      return false;
    }
    input.value = "";
    complain(input.form, {});
    if (!chosenNow().some((its) => idOf(its) === source.id)) chosenNow().push(source.id);
    changed(`${source.id} added`);
    return true;
  }
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    add();
  });
  input.addEventListener("input", (event) => { // chosen from the list, and not typed
    const whole = known.some(({ id }) => id === input.value);
    if (whole && (!(event instanceof InputEvent) || event.inputType === "insertReplacementText")) add();
  });
  box.append(make("datalist", { id: "ap-desk-sources-known" }, ...known.map(({ id, label }) => make("option", { value: id }, label))), list);
  const last = (kept.read("last")?.sources ?? []).filter((source) => known.some(({ id }) => id === idOf(source)));
  if (last.length && !chosenNow().length) {
    const again = button(`As in the last note: ${last.map(idOf).join(", ")}`, () => {
      chosenNow().push(...last);
      again.remove();
      changed("Sources added");
      input.focus();
    }, { class: "ap-desk__again" });
    box.append(again);
  }
  tell();
  return { box, add };
}
