/* Notes: a form for a new one or one that is there, both versions where two have changed it, and
   deletion. */
import { button, kept, make, page, request, same, shortened } from "./page.js";
import { article, blocks, know, marked, part, pickFrom, pickOf, rangeOf, selectionOf } from "./words.js";
import { announce, close, dialog, guarded, leave, openMessage, trouble, typed } from "./dialog.js";
import { copy, field, openForm, saved, select, work, wrong } from "./forms.js";
import { rangeNow, repicked, sourcesField, wordsField } from "./fields.js";
import { openBare } from "./bare.js";
import { openEntity } from "./entity.js";

export async function stateOf() {
  const state = await request("GET", `state?page=${encodeURIComponent(page())}`);
  know(state.blocks);
  return state;
}

// The block that an author looks at, if none is named.
function inSight() {
  const found = blocks();
  const block = found.find((its) => !/^H\d$/.test(its.tagName) && its.getBoundingClientRect().top > 60) ?? found[0];
  return block ? part(block, 0, 0) : null;
}

const EMPTY = { layer: "", confidence: "", finding: "", body: "", title: "", known: "", draft: false };

// What a form starts with: a note that is there, or words with what the last note had.
function begun(state, pick, note) {
  const values = { ...EMPTY, sources: note?.sources ?? [], pick: note ? pickFrom(note.target) : pick ?? inSight() };
  for (const key of Object.keys(EMPTY)) if (note && key in note) values[key] = note[key];
  const usual = state.layers.find(({ id }) => id === kept.read("last")?.layer) ?? (state.layers.length === 1 ? state.layers[0] : null);
  if (!note || !values.layer) values.layer = usual?.id ?? "";
  return { kind: "note", id: note?.id, before: note, first: values, values: structuredClone(values) };
}

// The layer, which says whether sources are needed, and whether something was checked.
function layerField(state, sources, finding) {
  const control = select([["", "choose"]].concat(state.layers.map(({ id, label, sign }) => [id, sign ? `${label} ${sign}` : label])));
  const needed = make("span", { class: "ap-desk__needed" });
  sources.querySelector("label").append(needed);
  const tell = () => {
    const layer = state.layers.find(({ id }) => id === control.value);
    needed.textContent = !layer || layer.sources ? "" : " (not needed for this layer)";
    finding.hidden = !(layer?.findings && state.findings.length) && !finding.querySelector("select").value;
  };
  control.addEventListener("change", tell);
  return { box: field("layer", "Layer", control), tell };
}

const bodyField = (isFirst) => field("body", "What a reader should know",
  make("textarea", { rows: 5, dir: "auto", lang: document.documentElement.lang, "data-first": isFirst }), "In Markdown.");
const moreFields = ({ title, known, draft }) => make("details", { class: "ap-desk__more", open: Boolean(title || known || draft) },
  make("summary", {}, "Title, date, draft"),
  field("title", "Title", make("input", { type: "text", dir: "auto" }), "Two to six words for the margin; without it the noted words stand there."),
  field("known", "Known from", make("input", { type: "text" }), "From when the fact could be known: 1848-06-28, 1848-06, 1848~."),
  field("draft", "Draft: only shown here", make("input", { type: "checkbox" })));

// In: the words, or a note that is there, or what was typed before a reload.
export async function openNote({ pick = null, note = null, draft = null, back = null, range = null } = {}) {
  const state = await stateOf();
  if (pick && range) pick = pickOf(range) ?? pick; // by now it is known what is a block
  if (pick?.bare) return openBare(pick.bare, back, String(range ?? ""));
  draft ??= begun(state, pick, note);
  if (!draft.values.pick) return openBare(article(), back);
  const title = draft.id ? `Change ${draft.id}` : "New note";
  const words = wordsField(draft);
  const sources = sourcesField(draft, state.sources);
  const chosen = (rows) => select([["", "not said"], ...rows.map((its) => [its.id, its.label])]);
  const finding = field("finding", "Finding", chosen(state.findings), "What a check has found.");
  const layer = layerField(state, sources.box, finding);
  const form = openForm({
    kind: "note", title, back, range: range ?? rangeNow(draft), draft,
    fields: [
      words.fold,
      make("div", { class: "ap-desk__row" }, layer.box,
        field("confidence", "Confidence", select([["", "not said"], ...state.confidences.map((its) => [its, its])]))),
      finding,
      bodyField(Boolean(pick?.exact || note)),
      sources.box,
      moreFields(draft.values),
    ],
    actions: () => [
      button("Copy", () => work(form, async () => {
        if (sources.add()) await copy(form, (await send(draft, { dry: true })).yaml);
      }), { title: "Copies the note as YAML; nothing is saved" }),
      ...(draft.id ? [] : [button("New entry from these words", () => work(form, () => openEntity({ name: draft.values.pick.exact ?? "" })), { class: "ap-desk__link" })]),
    ],
    save: () => sources.add() && save(form, draft, back),
  });
  layer.tell();
  words.tell();
  dialog.reword = words.set;
  return form;
}

function send(draft, more = {}) {
  const { values, before } = draft;
  if (!values.layer) throw wrong("layer", "Choose a layer.");
  if (!values.body.trim()) throw wrong("body", "A note has a text. Write what a reader should know.");
  const asked = { note: noteOf(draft), selection: repicked(draft) ? selectionOf(values.pick) : undefined, ...more };
  return draft.id ? request("PUT", `notes/${encodeURIComponent(draft.id)}`, { ...asked, before }) : request("POST", "notes", asked);
}

async function save(form, draft, back) {
  try {
    const answer = await send(draft);
    kept.write("last", { layer: draft.values.layer, sources: draft.values.sources });
    await saved(answer);
  } catch (error) {
    if (error.status !== 409 || !draft.id) throw error;
    await compare(form, draft, back, error.problems);
  }
}

// What is sent: all that was there, changed; what is empty is left out.
function noteOf({ before: was, values }) {
  const { pick, ...rest } = values;
  const note = { ...was };
  if (repicked({ before: was, values })) note.target = { page: page(), block: pick.block };
  for (const [key, value] of Object.entries(rest)) {
    const its = typeof value === "string" ? value.trim() : value;
    if (its === "" || its === false || (Array.isArray(its) && !its.length)) delete note[key];
    else note[key] = its;
  }
  return note;
}

const inWords = (value) => (value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));

// Two have changed one note: both versions stand side by side, and the author decides.
async function compare(form, draft, back, problems) {
  const now = (await stateOf()).notes.find(({ id }) => id === draft.id) ?? null;
  const mine = noteOf(draft);
  const top = form.querySelector(".ap-desk__problems");
  const keys = now ? [...new Set([...Object.keys(mine), ...Object.keys(now)])].filter((key) => !same(mine[key], now[key])) : [];
  const rows = keys.map((key) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, inWords(mine[key])), make("td", {}, inWords(now[key]))));
  const way = (label, action) => button(label, () => work(form, action));
  const again = async (changes) => (await openNote({ draft: { ...draft, ...changes, focus: null }, back })).requestSubmit();
  top.hidden = false;
  top.replaceChildren(
    ...problems.map((sentence) => make("p", {}, sentence)),
    ...(rows.length ? [make("table", { class: "ap-desk__both" }, make("caption", {}, "Both versions"),
      make("thead", {}, make("tr", {}, make("td"), make("th", { scope: "col" }, "Yours"), make("th", { scope: "col" }, "In the file"))), make("tbody", {}, ...rows))] : []),
    ...(now
      ? [way("Save mine all the same", () => again({ before: now })), way("Take the file’s", () => openNote({ note: now, back }))]
      : [way("Save it as a new note", () => {
        const { id, ...was } = mine;
        return again({ id: undefined, before: was });
      })]));
  top.focus();
}

// Does something with a note as it is in the file now.
async function withNote(id, back, action) {
  if (typed()) return leave();
  const note = (await stateOf()).notes.find((its) => its.id === id);
  if (!note) return trouble({ problems: [`${id} is no longer in the file; the page shows it until the next rebuild.`] }, back);
  return action(note);
}

export const change = (id, back) => withNote(id, back, (note) => openNote({ note, back }));

export const remove = (id, back, told = []) => withNote(id, back, (note) => {
  const problems = make("div", { role: "alert", class: "ap-desk__problems", hidden: !told.length }, ...told.map((its) => make("p", {}, its)));
  openMessage(`Delete ${id}?`, back, marked(id) ?? rangeOf(pickFrom(note.target)),
    problems,
    make("blockquote", { dir: "auto" }, shortened(note.body ?? "", 200)),
    make("p", {}, "It is taken out of the file. Links to it lead nowhere from then on."),
    make("div", { class: "ap-desk__actions" },
      button("Keep it", close),
      button("Delete it", async () => {
        try {
          await request("DELETE", `notes/${encodeURIComponent(id)}`, { before: note });
          close();
          announce(`${id} is deleted; it goes at the next rebuild.`);
        } catch (error) {
          if (error.status === 409) return guarded(() => remove(id, back, error.problems), back); // as it is now
          problems.hidden = false;
          problems.replaceChildren(...(error.problems ?? [error.message]).map((its) => make("p", {}, its)));
        }
      }, { class: "ap-desk__main" })));
});
