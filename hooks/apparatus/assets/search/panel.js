/* What readers see of a search: a combobox with a list of links, after the ARIA practices.
   All that comes from data is written as text. */
(() => {
  "use strict";
  const MOST = 40;
  const NARROW = 600;

  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  // A stretch of a text, with other languages and with what was found marked as such.
  function* typeset(text, start, end, spoken = [], marks = []) {
    const tongues = [];
    for (let i = 0; i < spoken.length; i += 3) {
      tongues.push({ start: spoken[i], end: spoken[i] + spoken[i + 1], lang: spoken[i + 2] });
    }
    const edges = new Set([start, end]);
    for (const one of [...tongues, ...marks]) {
      for (const edge of [one.start, one.end]) if (edge > start && edge < end) edges.add(edge);
    }
    const stops = [...edges].sort((a, b) => a - b);
    for (let i = 0; i + 1 < stops.length; i++) {
      const [from, to] = [stops[i], stops[i + 1]];
      const around = (one) => one.start <= from && to <= one.end;
      const tongue = tongues.find(around);
      const words = text.slice(from, to);
      const mark = marks.some(around) ? element("mark", {}, words) : words;
      yield tongue ? element("span", { lang: tongue.lang }, mark) : mark;
    }
  }

  function address(top, path) {
    const url = new URL(path, top);
    // From a disk nobody opens a folder's page.
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  }

  function attach(box, index, find, top, number) {
    const tongue = index.words.lang ? { lang: index.words.lang } : {}; // of the words, if not the page's
    const said = (name, values) => index.words[name]
      .replace(/\{(\w+)\}/g, (_, key) => values[key]);
    const field = box.querySelector("input");
    const list = element("div", { role: "listbox", id: `ap-search-hits-${number}`,
      class: "ap-search__hits", "aria-label": said("hits"), hidden: "" });
    const status = element("p", { role: "status", class: "ap-search__status", ...tongue });
    const ways = element("p", { class: "ap-search__ways", hidden: "" }, element("span", tongue, said("look")));
    for (const [path, title] of index.otherwise) {
      ways.append(" ", element("a", { href: address(top, path) }, title));
    }
    const panel = element("div", { class: "ap-search__panel" }, status, list, ways);
    let active = -1;
    box.append(panel);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": list.id })) field.setAttribute(name, value);

    const hits = () => [...list.children];
    const isOpen = () => "open" in panel.dataset;

    // Inside the window, wherever the field stands.
    function place() {
      const edge = 16;
      const room = document.documentElement.clientWidth - 2 * edge;
      const left = box.getBoundingClientRect().left;
      const width = Math.min(panel.offsetWidth, room);
      panel.style.left = Math.max(edge, Math.min(left, edge + room - width)) - left + "px";
      const below = innerHeight - panel.getBoundingClientRect().top - edge;
      panel.style.maxHeight = Math.max(below, 240) + "px";
    }

    function close() {
      delete panel.dataset.open;
      status.textContent = "";
      list.hidden = ways.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(at) {
      active = at;
      hits().forEach((hit, i) => hit.setAttribute("aria-selected", String(i === at)));
      const hit = list.children[at];
      if (hit) field.setAttribute("aria-activedescendant", hit.id);
      else field.removeAttribute("aria-activedescendant");
      if (hit) hit.scrollIntoView({ block: "nearest" });
    }

    function option(hit, i) {
      // How many letters may stand before the first word that was found, so that one sees it.
      const reach = panel.clientWidth < NARROW ? 16 : 48;
      const { start, end, cut, marks } = window.apSentence(hit, reach);
      const title = element("span", { class: "ap-search__title" },
        ...typeset(hit.title, 0, hit.title.length, hit.titled));
      const words = element("span", { class: "ap-search__words" }, cut ? "… " : "",
        ...typeset(hit.text, start, end, hit.spoken, marks));
      const ours = hit.kind !== hit.around && index.words.lang;
      const kind = element("span", { class: "ap-search__kind", ...(ours && { lang: ours }) }, hit.kind);
      return element("a", { role: "option", id: `${list.id}-${i}`, class: "ap-search__hit",
        "aria-selected": "false", href: address(top, hit.address) }, title, " ", words, " ", kind);
    }

    function open() {
      const query = field.value.trim();
      if (!query) return close();
      const found = find(query);
      const shown = found.slice(0, MOST);
      list.replaceChildren(...shown.map(option));
      list.hidden = !shown.length;
      list.scrollTop = panel.scrollTop = 0;
      ways.hidden = Boolean(shown.length) || !index.otherwise.length;
      const name = !shown.length ? "none" : found.length === 1 ? "one" : found.length > MOST ? "some" : "all";
      status.textContent = said(name, { query, count: found.length, shown: shown.length });
      field.setAttribute("aria-expanded", String(Boolean(shown.length)));
      panel.dataset.open = "";
      choose(-1);
      place();
    }

    function move(event, step) {
      if (!isOpen()) open();
      const all = hits();
      if (!all.length) return;
      event.preventDefault();
      const here = all.indexOf(document.activeElement);
      if (here >= 0) { // the focus is in the list itself
        choose(-1);
        (all[here + step] || (step < 0 ? field : all[here])).focus();
      } else if (step > 0) choose(active + 1 < all.length ? active + 1 : 0);
      else choose(active > 0 ? active - 1 : all.length - 1);
    }

    function go() {
      const hit = list.children[Math.max(active, 0)];
      if (hit) hit.click();
    }

    box.addEventListener("keydown", (event) => {
      const { key, isComposing, ctrlKey, metaKey, altKey } = event;
      if (isComposing || ctrlKey || metaKey) return;
      const inField = event.target === field;
      if (key === "ArrowDown") move(event, 1);
      else if (key === "ArrowUp") move(event, -1);
      else if (key === "Escape") {
        if (!isOpen()) field.value = "";
        event.preventDefault();
        field.focus();
        close();
      } else if (inField && key === "Enter") {
        event.preventDefault();
        if (!isOpen()) open();
        go();
      } else if (!inField && !altKey && (key.length === 1 && key !== " " || key === "Backspace")) field.focus();
      else if (!inField && (key === "Home" || key === "End")) {
        event.preventDefault();
        hits().at(key === "Home" ? 0 : -1).focus();
      }
    });
    box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", open);
    field.addEventListener("focus", () => isOpen() || open());
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !box.contains(relatedTarget)) close();
    });
    document.addEventListener("pointerdown", ({ target }) => box.contains(target) || close());
    list.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
      if (target.closest("a") && !ctrlKey && !metaKey && !shiftKey) close();
    });
    addEventListener("resize", () => isOpen() && place());
    if (box.contains(document.activeElement)) open(); // for what was typed meanwhile
  }

  window.apSearch = (top) => {
    const index = window.apSearchIndex;
    const find = window.apFinder(index, window.MiniSearch);
    document.querySelectorAll("[data-ap-search]").forEach((box, number) => attach(box, index, find, top, number));
  };
})();
