/* What is missing on the site: a panel of the desk with names without an entry, entries without
   mentions, paragraphs without notes, notes of which nobody is sure, sources that nothing cites. */
(() => {
  "use strict";
  const desk = window.apDesk;
  if (!desk || document.getElementById("ap-missing")) return;
  const MOST = 50; // so many rows are shown at once
  const times = (count) => (count === 1 ? "once" : `${count} times`);

  // The lists: what each is called, what of its rows is shown, and what a row can be made into.
  const lists = [
    { key: "names", title: "Names without an entry", help: "They recur, and no entry has them.",
      say: ({ name, count }) => [name, times(count)],
      add: ({ name, page, block }) => desk.openEntity({ name, page, block }) },
    { key: "unmentioned", title: "Entries without mentions", help: "No page names them but their own entry.",
      say: ({ name, id }) => [name, id] },
    { key: "bare_blocks", title: "Paragraphs without notes", help: "They are numbered, and no note is about them.",
      say: ({ words, page, block }) => [words, `${page}, ${block}`],
      add: ({ page, block, href }) => desk.openNote({ page, block, exact: "", href }) },
    { key: "doubtful", title: "Notes below high confidence", help: "The least sure come first.",
      say: ({ title, id, confidence }) => [title || id, `${id}, ${confidence}`] },
    { key: "uncited", title: "Sources nobody cites", help: "Neither pages nor data name them.",
      say: ({ label, id }) => [label, id] },
  ];

  // An element; what it holds is text or elements, never HTML.
  function make(tag, given = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function button(label, given, click) {
    const element = make("button", { type: "button", ...given }, label);
    element.addEventListener("click", click);
    return element;
  }

  function item(list, row) {
    const [what, more] = list.say(row);
    const element = make("li", {},
      make("span", { class: "ap-missing__what", dir: "auto" }, what), " ",
      make("span", { class: "ap-missing__more" }, more));
    const ways = make("span", { class: "ap-missing__ways" });
    if (row.href) {
      const way = make("a", { href: row.href, "aria-label": `Go to ${what}` }, "Go");
      way.addEventListener("click", () => { panel.hidden = true; });
      ways.append(way);
    }
    if (list.add) ways.append(button("Add", { "aria-label": `Add ${list.key === "names" ? "an entry" : "a note"}: ${what}` }, () => list.add(row)));
    if (ways.childNodes.length) element.append(" ", ways);
    return element;
  }

  function group(list, rows) {
    const items = rows.slice(0, MOST).map((row) => item(list, row));
    const ul = make("ul", {}, ...items);
    const element = make("details", { class: "ap-missing__list", id: `ap-missing-${list.key}` },
      make("summary", {}, `${list.title} (${rows.length})`), make("p", { class: "ap-desk__help" }, list.help), ul);
    if (rows.length > MOST) {
      const more = button(`Show all ${rows.length}`, {}, () => {
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
    const open = [...listed.querySelectorAll("details[open]")].map((its) => its.id);
    panel.setAttribute("aria-busy", "true");
    try {
      const found = await desk.request("GET", "missing");
      const groups = lists.filter(({ key }) => found[key]?.length).map((list) => group(list, found[list.key]));
      for (const its of groups) its.open = open.includes(its.id);
      if (groups.length && !groups.some((its) => its.open)) groups[0].open = true;
      const count = groups.length ? `${lists.reduce((sum, { key }) => sum + (found[key]?.length ?? 0), 0)} places` : "Nothing";
      status.textContent = `${count}, as the site was built last.`;
      const none = lists.filter(({ key }) => !found[key]?.length).map(({ title }) => title.toLowerCase());
      listed.replaceChildren(...groups);
      if (none.length) listed.append(make("p", { class: "ap-desk__help" }, `None: ${none.join(", ")}.`));
    } catch (error) {
      status.textContent = "";
      listed.replaceChildren(...(error.problems ?? [error.message]).map((its) => make("p", { class: "ap-desk__wrong" }, its)));
    }
    panel.removeAttribute("aria-busy");
  }

  const content = desk.panel("ap-missing", "What is missing");
  const panel = content.closest("[role=dialog]");
  const status = make("p", { class: "ap-desk__help", role: "status" });
  const listed = make("div", { class: "ap-missing" });
  content.append(status, listed);
  panel.addEventListener("ap-desk-open", fill);
})();
