/* What is missing on the site: a panel of the desk with names without an entry, entries without
   mentions, paragraphs without notes, notes of which nobody is sure, sources that nothing cites. */
import { all, button, make, request } from "./page.js";
import { panel } from "./dialog.js";
import { ask } from "./there.js";

const MOST = 50; // so many rows are shown at once
const times = (count) => (count === 1 ? "once" : `${count} times`);

// The lists: what each is called, what of its rows is shown, and what a row can be made into.
const lists = [
  { key: "names", title: "Names without an entry", help: "They stand three times or more, and no entry has them. Those that need none can be named in mkdocs.yml, under extra.apparatus.no_entry.",
    say: ({ name, count }) => [name, times(count)],
    add: ({ name }) => ask("entity", { name }) },
  { key: "unmentioned", title: "Entries without mentions", help: "No page names them but their own entry.",
    say: ({ name, id }) => [name, id] },
  { key: "bare", title: "Entries that say little", help: "They lack a gloss, sources or a text.",
    say: ({ name, lacks }) => [name, `no ${lacks.join(", no ")}`] },
  { key: "bare_blocks", title: "Paragraphs without notes", help: "They are numbered, and no note is about them.",
    say: ({ words, page, block }) => [words, `${page}, ${block}`],
    add: ({ page, block, href }) => ask("note", { page, block, href }) },
  { key: "doubtful", title: "Notes below high confidence", help: "The least sure come first.",
    say: ({ title, id, confidence }) => [title || id, `${id}, ${confidence}`] },
  { key: "uncited", title: "Sources nobody cites", help: "Neither pages nor data name them.",
    say: ({ label, id }) => [label, id] },
];

function item(list, row) {
  const [what, more] = list.say(row);
  const ways = [
    row.href && make("a", { href: row.href, "aria-label": `Go to ${what}`, click: () => { dialog.hidden = true; } }, "Go"),
    list.add && button("Add", () => list.add(row), { "aria-label": `Add ${list.key === "names" ? "an entry" : "a note"}: ${what}` }),
  ].filter(Boolean);
  return make("li", {},
    make("span", { class: "ap-missing__what", dir: "auto" }, what), " ",
    make("span", { class: "ap-missing__more" }, more), " ",
    ways.length ? make("span", { class: "ap-missing__ways" }, ...ways) : "");
}

function group(list, rows) {
  const items = rows.slice(0, MOST).map((row) => item(list, row));
  const ul = make("ul", {}, ...items);
  const element = make("details", { id: `ap-missing-${list.key}` },
    make("summary", {}, `${list.title} (${rows.length})`), make("p", { class: "ap-desk__help" }, list.help), ul);
  if (rows.length > MOST) {
    const more = button(`Show all ${rows.length}`, () => {
      const rest = rows.slice(MOST).map((row) => item(list, row));
      more.remove();
      ul.append(...rest);
      rest[0].querySelector("a, button")?.focus();
    });
    element.append(more);
  }
  return element;
}

async function fill() {
  const open = all("details[open]", listed).map((its) => its.id);
  dialog.setAttribute("aria-busy", "true");
  try {
    const found = await request("GET", "missing");
    const [some, none] = [true, false].map((has) => lists.filter(({ key }) => Boolean(found[key]?.length) === has));
    const groups = some.map((list) => group(list, found[list.key]));
    for (const its of groups) its.open = open.includes(its.id);
    if (groups.length && !groups.some((its) => its.open)) groups[0].open = true;
    const count = some.reduce((sum, { key }) => sum + found[key].length, 0);
    status.textContent = `${count ? `${count} in all` : "Nothing"}, as the site was built last.`;
    listed.replaceChildren(...groups);
    if (none.length) listed.append(make("p", { class: "ap-desk__help" }, `None: ${none.map(({ title }) => title.toLowerCase()).join(", ")}.`));
  } catch (error) {
    status.textContent = "";
    listed.replaceChildren(...(error.problems ?? [error.message]).map((its) => make("p", { class: "ap-desk__wrong" }, its)));
  }
  dialog.removeAttribute("aria-busy");
}

const status = make("p", { class: "ap-desk__help", role: "status" });
const listed = make("div", { class: "ap-missing" });
const content = panel("ap-missing", "What is missing", fill);
const dialog = content.closest("[role=dialog]");
content.append(status, listed);
