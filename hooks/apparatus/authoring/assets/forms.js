/* Forms: controls with their labels, what is wrong beside them, and all that is typed kept. */
import { all, button, byId, kept, make } from "./page.js";
import { announce, close, desk, dialog, leave, openDialog, settle } from "./dialog.js";

// A control with its label, what helps to fill it in, and what is wrong with it.
export function field(name, label, control, help = "") {
  const id = `ap-desk-${name}`;
  control.id = id;
  control.name = name;
  const notes = [
    ...(help ? [make("p", { id: `${id}-help`, class: "ap-desk__help" }, help)] : []),
    make("p", { id: `${id}-wrong`, class: "ap-desk__wrong", hidden: true }),
  ];
  control.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
  return make("div", { class: `ap-desk__field ap-desk__field--${name}` }, make("label", { for: id }, label), control, ...notes);
}
export const select = (rows, given = {}) => make("select", given, ...rows.map(([value, label]) => make("option", { value }, label)));

// What the form itself sees, said as the server says it.
export const wrong = (name, sentence) => Object.assign(new Error(sentence), { problems: [sentence], fields: { [name]: sentence } });

// Puts what is wrong beside its field, and the focus on the first; the rest stands at the top.
export function complain(form, { problems = [], fields = {}, status = 0 }) {
  for (const wrong of all(".ap-desk__wrong", form)) {
    wrong.hidden = true;
    wrong.textContent = "";
  }
  for (const control of all("[aria-invalid]", form)) control.removeAttribute("aria-invalid");
  const shown = [];
  for (const [name, sentence] of Object.entries(fields)) {
    const control = byId(`ap-desk-${name.split(".")[0]}`);
    const wrong = byId(`ap-desk-${name.split(".")[0]}-wrong`);
    if (!wrong || !form.contains(wrong)) continue;
    wrong.textContent = sentence;
    wrong.hidden = false;
    wrong.closest("details")?.setAttribute("open", "");
    control.setAttribute("aria-invalid", "true");
    shown.push(control, sentence);
  }
  const rest = problems.filter((sentence) => !shown.includes(sentence));
  const top = form.querySelector(".ap-desk__problems");
  if (rest.length && status >= 400) rest.push("Nothing was saved. What you typed is still here.");
  top.replaceChildren(...rest.map((sentence) => make("p", {}, sentence)));
  top.hidden = !rest.length;
  const first = all("[aria-invalid]", form)[0];
  if (first) first.focus();
  else if (rest.length) top.focus();
}

// Whoever fills a field in need not be told any longer.
function settled(control) {
  const wrong = byId(`${control.id}-wrong`);
  if (!wrong || wrong.hidden) return;
  wrong.hidden = true;
  control.removeAttribute("aria-invalid");
}

// A form that is kept at each key, until it is saved or thrown away.
export function openForm({ kind, title, back, range, draft, after, fields, actions, save }) {
  const element = openDialog(title, { kind, back, range, draft, after });
  const form = make("form", { class: "ap-desk__form", novalidate: true, "aria-labelledby": "ap-desk-heading", submit: (event) => {
    event.preventDefault();
    work(form, save);
  } },
    make("div", { class: "ap-desk__problems", role: "alert", tabindex: -1, hidden: true }),
    ...fields,
    make("div", { class: "ap-desk__actions" }, make("button", { type: "submit", class: "ap-desk__main", title: "Ctrl+Enter" }, "Save"), button("Cancel", leave), ...actions()));
  const keep = () => {
    for (const control of form.elements) {
      if (control.name === "sources") draft.unadded = control.value;
      else if (control.name && control.name in draft.values) draft.values[control.name] = control.type === "checkbox" ? control.checked : control.value;
    }
    const at = document.activeElement;
    if (form.contains(at)) draft.focus = { id: at.id, at: [at.selectionStart ?? 0, at.selectionEnd ?? 0] };
    if (dialog?.draft === draft) kept.write(dialog.key, draft);
  };
  for (const control of form.elements) {
    const value = draft.values[control.name];
    if (control.type === "checkbox") control.checked = Boolean(value);
    else if (control.name === "sources") control.value = draft.unadded ?? "";
    else if (value !== undefined) control.value = value;
  }
  for (const event of ["input", "change", "focusin", "ap-desk-kept"]) form.addEventListener(event, keep);
  form.addEventListener("input", ({ target }) => settled(target));
  element.append(form);
  desk.dispatchEvent(new Event("ap-desk-opened"));
  settle();
  const at = draft.focus?.id ? byId(draft.focus.id) : null;
  const last = at?.checkVisibility() ? at : null;
  (last ?? form.querySelector("[data-first]") ?? form.querySelector("select, input, textarea")).focus({ preventScroll: true });
  if (last?.setSelectionRange && last.type !== "checkbox") last.setSelectionRange(...draft.focus.at);
  return form;
}

// One answer after the other: a second press does not save twice.
export async function work(form, action) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    await action(form);
  } catch (error) {
    if (!error.problems) throw error;
    if (form.isConnected) complain(form, error);
  } finally {
    form.ariaBusy = null;
  }
}

export async function copy(form, yaml) {
  form.querySelector(".ap-desk__yaml")?.remove();
  try {
    await navigator.clipboard.writeText(yaml);
    announce("Copied. Paste it into the data file.");
  } catch {
    const area = make("textarea", { readonly: true, rows: 6, "aria-label": "YAML to copy" });
    area.value = yaml;
    form.append(make("div", { class: "ap-desk__yaml" }, make("p", { class: "ap-desk__help" }, "The clipboard is closed here. Copy this:"), area));
    area.focus();
    area.select();
  }
}

// In: the answer; and the id of what the page will have, if it will have something.
export async function saved({ id, told = [] }, fragment = id) {
  const words = [`Saved as ${id}; it shows at the next rebuild.`, ...told].join(" ");
  kept.write("go", { id: fragment, path: location.pathname, until: Date.now() + 120_000, said: words });
  await close();
  announce(words);
}
