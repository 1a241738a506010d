/* The two fields of a note that are more than a control: its words, and its sources. */
import { button, byId, kept, make, same, shortened } from "./page.js";
import { blocks, called, marked, part, pickFrom, rangeOf, read, show } from "./words.js";
import { announce, dialog, settle } from "./dialog.js";
import { complain, field, select } from "./forms.js";

// Whether a note is to be about other words than those it has.
export const repicked = ({ before: was, values }) => !was?.target || !same(values.pick, pickFrom(was.target));
export const rangeNow = (draft) => (draft.id && !repicked(draft) && marked(draft.id)) || rangeOf(draft.values.pick);

// Which words: a block, and in its text what is selected there, as keys and screen readers do it.
export function wordsField(draft) {
  const found = blocks();
  const choice = select(found.map((block) => [block.id, `${block.id}: ${shortened(read(block).text.replace(/\s+/g, " "), 40)}`]));
  // Not `readonly`: browsers show no caret there, and keys would select nothing.
  const text = make("textarea", { "aria-readonly": "true", inputmode: "none", rows: 4, dir: "auto", spellcheck: "false",
    beforeinput: (event) => event.preventDefault(), input: () => fill() });
  const about = make("p", { class: "ap-desk__about", "aria-live": "polite" });
  const pickNow = () => draft.values.pick;
  const tell = () => {
    const pick = pickNow();
    about.replaceChildren("About ", pick.exact || pick.until ? make("q", { dir: "auto", lang: document.documentElement.lang }, called(pick)) : `all of ${pick.block}`);
    dialog.range = rangeNow(draft);
    show(dialog.range);
  };
  const take = (from, to) => {
    draft.values.pick = part(byId(choice.value), from, to);
    tell();
  };
  const fill = () => {
    text.value = byId(choice.value) ? read(byId(choice.value)).text : "";
    text.lang = byId(choice.value)?.closest("[lang]")?.lang ?? "";
  };
  choice.addEventListener("change", () => {
    fill();
    take(0, 0);
    settle();
    choice.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
  });
  // A caret alone is no choice: whoever only passes through changes nothing.
  const choose = () => {
    if (text.selectionStart === text.selectionEnd) return;
    take(text.selectionStart, text.selectionEnd);
    text.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
  };
  for (const event of ["select", "keyup", "pointerup"]) text.addEventListener(event, choose);
  const pick = pickNow();
  if (pick) choice.value = pick.block;
  fill();
  const fold = make("details", { class: "ap-desk__words", open: !pick || (!pick.exact && !pick.until && !draft.before) },
    make("summary", {}, about),
    field("target", "Block", choice, "A block that is not here needs an id: a line { #p1 } under its paragraph."),
    field("words", "Words", text, "Select them here: by Shift and arrow keys, or as you like."),
    button("The whole block", () => { take(0, 0); choice.dispatchEvent(new Event("ap-desk-kept", { bubbles: true })); }));
  return { fold, tell, take, choice };
}

// Any number of sources: one field that completes, and what is chosen below it.
export function sourcesField(draft, known) {
  const input = make("input", { type: "text", list: "ap-desk-known", autocomplete: "off", spellcheck: "false" });
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
  box.append(make("datalist", { id: "ap-desk-known" }, ...known.map(({ id, label }) => make("option", { value: id }, label))), list);
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
