/* Notes of an annotated page: opened in place by their numbers, one after another, by layer.
   Everything stands in the page without this script; it saves the reader's place. */
(() => {
  "use strict";
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 1220px)");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const noteOf = (hash) => {
    const found = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    return found && found.matches(".ap-note") ? found : null;
  };
  const refOf = (note) => document.getElementById(note.id + "-ref");
  const isOpen = (note) => note.classList.contains("ap-note--open");
  const shown = (node) => getComputedStyle(node).display !== "none";
  // A note is shut on a phone, and hidden where its layer is off.
  const isOn = (note) => {
    const ref = refOf(note);
    return asked("order") === "list" ? shown(note) : Boolean(ref) && shown(ref);
  };

  // What a shut note holds is no stop for the keyboard: its number is the one stop.
  function settle(note, on) {
    note.classList.toggle("ap-note--open", on);
    for (const stop of all("a, summary", note)) {
      if (on) stop.removeAttribute("tabindex");
      else stop.tabIndex = -1;
    }
    const ref = refOf(note);
    if (!ref) return;
    if (on) ref.setAttribute("aria-current", "true");
    else ref.removeAttribute("aria-current");
  }

  function open(note) {
    // Notes of other paragraphs stay as they are on a phone, so that no line moves.
    const others = wide.matches ? all(".ap-note--open") : all(".ap-note--open", note.parentElement);
    for (const other of others) if (other !== note) settle(other, false);
    if (!isOpen(note)) settle(note, true);
  }

  function remember(hash) {
    history.replaceState(history.state, "", location.pathname + location.search + hash);
  }

  function close(note) {
    const ref = refOf(note);
    const within = note.contains(document.activeElement);
    settle(note, false);
    if (location.hash === "#" + note.id) remember("");
    if (within && ref) ref.focus({ preventScroll: !wide.matches });
  }

  function show(note, byKeyboard) {
    open(note);
    remember("#" + note.id);
    if (byKeyboard) note.focus({ preventScroll: true });
    if (byKeyboard || wide.matches) note.scrollIntoView({ block: "nearest" });
  }

  function tint(id, on) {
    const pair = `.ap-span[data-annotation="${CSS.escape(id)}"], #${CSS.escape(id)}`;
    for (const part of all(pair)) part.classList.toggle("ap-lit", on);
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element && event.target.closest("a[href*='#']");
    if (!link || link.pathname !== location.pathname) return;
    const step = link.closest(".ap-stepper");
    const note = noteOf(link.hash);
    if (step) {
      event.preventDefault();
      go(link.matches(".ap-stepper__on") ? 1 : -1);
    } else if (note && link.matches(".ap-noteref")) {
      event.preventDefault();
      const byKeyboard = event.detail === 0;
      if (isOpen(note) && !byKeyboard) close(note);
      else show(note, byKeyboard);
    } else if (note) {
      open(note); // so that there is something to go to
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(event.target instanceof Element)) return;
    const ref = event.target.closest(".ap-noteref");
    const note = ref ? noteOf(ref.hash) : event.target.closest(".ap-note");
    if (note && isOpen(note)) close(note);
  });

  document.addEventListener("focusin", (event) => {
    const note = event.target instanceof Element && event.target.closest(".ap-note");
    if (note) open(note);
  });

  const paired = (target) => {
    const part = target instanceof Element && target.closest(".ap-span, .ap-noteref, .ap-note");
    return part ? part.dataset.annotation || (part.hash || "").slice(1) || part.id : "";
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && paired(event.target)) tint(paired(event.target), true);
  });
  document.addEventListener("pointerout", (event) => {
    if (paired(event.target)) tint(paired(event.target), false);
  });

  // From note to note, as far as they are switched on.
  function go(step) {
    const notes = all(".ap-note").filter(isOn);
    if (!notes.length) return;
    const now = notes.indexOf(all(".ap-note--open").pop());
    const next = notes[now < 0 ? (step > 0 ? 0 : notes.length - 1) : (now + step + notes.length) % notes.length];
    for (const other of all(".ap-note--open")) settle(other, false);
    open(next);
    remember("#" + next.id);
    const ref = refOf(next);
    const from = ref && shown(ref) && !wide.matches ? ref : next;
    from.scrollIntoView({ block: wide.matches ? "nearest" : "center" });
    say(`${next.getAttribute("aria-label")}: ${next.querySelector(".ap-note__words").textContent}`);
  }

  // The switches' state is in the address: a teacher can link to "sourcing only". It is read from
  // there beside the switches themselves.
  const form = () => document.querySelector(".ap-switches");
  const asked = (name) => {
    const found = document.querySelector(`.ap-switches [name="${name}"]:checked`);
    return found ? found.value : "";
  };

  function say(words) {
    const status = document.querySelector(".ap-switches__said");
    if (status) status.textContent = words;
  }

  function write() {
    const query = new URLSearchParams(location.search);
    const boxes = all(".ap-switches [name=layers]");
    const on = boxes.filter((box) => box.checked).map((box) => box.value);
    if (on.length === boxes.length) query.delete("layers");
    else query.set("layers", on.join(","));
    for (const [name, usual] of [["view", "now"], ["order", "text"]]) {
      const value = asked(name);
      if (!value || value === usual) query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", location.pathname + (text && "?" + text) + location.hash);
    const notes = all(".ap-note");
    say(`${notes.filter(isOn).length} of ${notes.length} notes are shown.`);
  }

  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.closest(".ap-switches")) write();
  });

  function begin() {
    if (!form()) return;
    for (const note of all(".ap-note")) settle(note, false);
    const asked = noteOf(location.hash);
    if (asked) open(asked);
    root.dataset.notes = "ready";
  }
  addEventListener("hashchange", () => {
    const note = noteOf(location.hash);
    if (note) {
      open(note);
      note.scrollIntoView({ block: "nearest" });
    }
  });
  begin();
  // Themes that exchange the content without loading a page announce it here.
  if (typeof document$ !== "undefined") document$.subscribe(begin);
})();
