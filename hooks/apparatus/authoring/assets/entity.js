/* Entries: a form for a new one, from a name that was selected. */
import { button, make, request } from "./page.js";
import { dialog, typed } from "./dialog.js";
import { copy, field, openForm, saved, select, work, wrong } from "./forms.js";
import { openNote, stateOf } from "./note.js";

export async function openEntity({ name = "", draft = null, back = null } = {}) {
  const state = await stateOf();
  const range = dialog?.range ?? null;
  const under = typed() && dialog.draft.kind === "note" ? dialog.draft : null; // it comes back afterwards
  const first = { kind: state.kinds.length === 1 ? state.kinds[0].id : "", name, gloss: "", aliases: "", entry: "" };
  draft ??= { kind: "entity", first: { ...first }, values: { ...first }, under };
  const { values } = draft;
  let isBare = false; // and its author knows
  const asked = (more = {}) => {
    if (!values.name.trim()) throw wrong("name", "An entry has a name. Write the usual one.");
    if (!values.kind) throw wrong("kind", "Choose what it is.");
    const entity = { kind: values.kind, name: values.name.trim() };
    const aliases = values.aliases.split("\n").map((alias) => alias.trim()).filter(Boolean);
    for (const key of ["gloss", "entry"]) if (values[key].trim()) entity[key] = values[key].trim();
    if (aliases.length) entity.aliases = aliases;
    return { entity, ...more };
  };
  const send = (more) => request("POST", "entities", asked(more)).catch((error) => {
    const { id, ...fields } = error.fields ?? {}; // what is wrong with all of it, as that no page holds it
    throw Object.assign(error, { fields: { ...(id && { entry: id }), ...fields } });
  });
  const form = openForm({
    kind: "entity", title: "New entry", back, range, draft,
    after: draft.under ? () => openNote({ draft: draft.under, back }) : null,
    fields: [
      field("kind", "Kind", select([["", "choose"], ...state.kinds.map(({ id, label }) => [id, label])])),
      field("name", "Name", make("input", { type: "text", dir: "auto" })),
      field("gloss", "Gloss", make("textarea", { rows: 3, dir: "auto", "data-first": name ? true : undefined }), "One or two sentences for the card."),
      field("aliases", "Other names", make("textarea", { rows: 2, dir: "auto" }), "One on each line."),
      field("entry", "Entry", make("input", { type: "text" }), "A page, or an id on one: page.md#id. Empty where a register holds it."),
    ],
    actions: () => [button("Copy", () => work(form, async () => copy(form, (await send({ dry: true })).yaml)))],
    save: async () => {
      asked();
      if (!values.gloss.trim() && !isBare) {
        isBare = true;
        throw wrong("gloss", "Without a gloss its card shows the name alone. Write one, or save again to leave it so.");
      }
      await saved(await send(), "");
    },
  });
  return form;
}
