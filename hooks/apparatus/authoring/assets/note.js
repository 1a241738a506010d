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

const EMPTY = { layer: "", confidence: "", body: "", title: "", known: "", draft: false };

// In: the words, or a note that is there, or what was typed before a reload.
export async function openNote({ pick = null, note = null, draft = null, back = null, range = null } = {}) {
  const state = await stateOf();
  if (pick && range) pick = pickOf(range) ?? pick; // by now it is known what is a block
  if (pick?.bare) return openBare(pick.bare, back);
  const last = kept.read("last") ?? {};
  const first = { ...EMPTY, sources: [], pick: note ? pickFrom(note.target) : pick };
  for (const key of Object.keys(EMPTY)) if (note && key in note) first[key] = note[key];
  if (note) first.sources = note.sources ?? [];
  else if (state.layers.some(({ id }) => id === last.layer)) first.layer = last.layer;
  first.layer ||= state.layers[0]?.id ?? "";
  if (!note && !first.pick) first.pick = inSight();
  if (!first.pick) return openBare(article(), back);
  draft ??= { kind: "note", id: note?.id, before: note, first: structuredClone(first), values: structuredClone(first) };
  const { values } = draft;
  const title = () => (draft.id ? `Change ${draft.id}` : "New note");
  const words = wordsField(draft, () => { if (dialog) dialog.heading.textContent = title(); });
  const sources = sourcesField(draft, state.sources);
  const layer = select(state.layers.map(({ id, label, sign }) => [id, sign ? `${sign} ${label}` : label]));
  const needed = make("span", { class: "ap-desk__needed" });
  const body = make("textarea", { rows: 5, dir: "auto", lang: document.documentElement.lang, "data-first": pick?.exact || note ? true : undefined });
  const fields = [
    words.fold,
    make("div", { class: "ap-desk__row" },
      field("layer", "Layer", layer),
      field("confidence", "Confidence", select([["", "not said"], ...state.confidences.map((its) => [its, its])]))),
    field("body", "What a reader should know", body, "In Markdown."),
    sources.box,
    make("details", { class: "ap-desk__more", open: Boolean(values.title || values.known || values.draft) },
      make("summary", {}, "Title, date, draft"),
      field("title", "Title", make("input", { type: "text", dir: "auto" }), "Two to six words for the margin; without it the noted words stand there."),
      field("known", "Known from", make("input", { type: "text" }), "From when the fact could be known: 1990-06-28, 1990-06, 1850~."),
      field("draft", "Draft: only shown here", make("input", { type: "checkbox" }))),
  ];
  const asked = () => ({ note: noteOf(draft), selection: repicked(draft) ? selectionOf(values.pick) : undefined, revision: state.revision });
  function send(more = {}) {
    if (!sources.add()) return null;
    if (!values.body.trim()) throw wrong("body", "A note has a text. Write what a reader should know.");
    return draft.id
      ? request("PUT", `notes/${encodeURIComponent(draft.id)}`, { ...asked(), before: draft.before, ...more })
      : request("POST", "notes", { ...asked(), ...more });
  }
  const form = openForm({
    kind: "note", title: title(), back, range: range ?? rangeNow(draft), draft, fields,
    actions: () => [
      button("Copy", () => work(form, async () => {
        const answer = await send({ dry: true });
        if (answer) await copy(form, answer.yaml);
      }), { title: "Copies the note as YAML; nothing is saved" }),
      ...(draft.id ? [] : [button("New entry from these words", () => openEntity({ name: values.pick.exact ?? "" }), { class: "ap-desk__link" })]),
    ],
    save: async () => {
      try {
        const answer = await send();
        if (!answer) return;
        kept.write("last", { layer: values.layer, sources: values.sources });
        await saved(answer);
      } catch (error) {
        if (error.status !== 409) throw error;
        await compare(draft, back);
      }
    },
  });
  const need = () => {
    const its = state.layers.find(({ id }) => id === layer.value);
    needed.textContent = its?.sources ? "" : " (not needed for this layer)";
  };
  form.querySelector(".ap-desk__field--sources label").append(needed);
  layer.addEventListener("change", need);
  need();
  words.tell();
  return form;
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
async function compare(draft, back) {
  const now = (await stateOf()).notes.find(({ id }) => id === draft.id) ?? null;
  const mine = noteOf(draft);
  const top = dialog.element.querySelector(".ap-desk__problems");
  const keys = now ? [...new Set([...Object.keys(mine), ...Object.keys(now)])].filter((key) => !same(mine[key], now[key])) : [];
  const rows = keys.map((key) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, inWords(mine[key])), make("td", {}, inWords(now[key]))));
  const again = (changes) => openNote({ draft: { ...draft, ...changes, focus: null }, back });
  top.hidden = false;
  top.replaceChildren(
    make("p", {}, "This note has changed in the file since you opened it. Nothing was written."),
    ...(rows.length ? [make("table", { class: "ap-desk__both" }, make("caption", {}, "Both versions"),
      make("thead", {}, make("tr", {}, make("td"), make("th", { scope: "col" }, "Yours"), make("th", { scope: "col" }, "In the file"))), make("tbody", {}, ...rows))] : []),
    ...(now ? [
      button("Save mine all the same", async () => {
        await again({ before: now });
        dialog.element.querySelector("form").requestSubmit();
      }),
      button("Take the file’s", () => openNote({ note: now, back })),
    ] : [
      make("p", {}, "It is no longer in the file."),
      button("Save it as a new note", async () => {
        const { id, ...was } = mine;
        await again({ id: undefined, before: { ...was } });
        dialog.element.querySelector("form").requestSubmit();
      }),
    ]));
  top.focus();
}

export async function change(id, back) {
  if (typed()) return leave();
  const note = (await stateOf()).notes.find((its) => its.id === id);
  if (!note) return trouble({ problems: [`${id} is no longer in the file; the page shows it until the next rebuild.`] }, back);
  return openNote({ note, back });
}

export async function remove(id, back, told = []) {
  if (typed()) return leave();
  const state = await stateOf();
  const note = state.notes.find((its) => its.id === id);
  if (!note) return trouble({ problems: [`${id} is no longer in the file; the page shows it until the next rebuild.`] }, back);
  const problems = make("div", { role: "alert", class: "ap-desk__problems", hidden: !told.length }, ...told.map((its) => make("p", {}, its)));
  openMessage(`Delete ${id}?`, back, marked(id) ?? rangeOf(pickFrom(note.target)),
    problems,
    make("blockquote", { dir: "auto" }, shortened(note.body ?? "", 200)),
    make("p", {}, "It is taken out of the file. Links to it lead nowhere from then on."),
    make("div", { class: "ap-desk__actions" },
      button("Keep it", close),
      button("Delete it", async () => {
        try {
          await request("DELETE", `notes/${encodeURIComponent(id)}`, { before: note, revision: state.revision });
          close();
          announce(`${id} is deleted; it goes at the next rebuild.`);
        } catch (error) {
          if (error.status === 409) return guarded(() => remove(id, back, error.problems), back); // as it is now
          problems.hidden = false;
          problems.replaceChildren(...(error.problems ?? [error.message]).map((its) => make("p", {}, its)));
        }
      }, { class: "ap-desk__main" })));
}
