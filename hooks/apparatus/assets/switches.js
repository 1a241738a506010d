/* Tells the switches which notes the address asks for. It stands right behind them, so that the
   text below is never painted otherwise; what the address does not say stays as the page has it. */
(() => {
  "use strict";
  const form = document.querySelector(".ap-switches");
  if (!form || !CSS.supports("selector(:has(*))")) return;
  const asked = new URLSearchParams(location.search);
  const values = (name) => (asked.get(name) ?? "").split(",");
  const inputs = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const check = (name, on) => {
    const its = inputs(name);
    const known = its.some((input) => on.includes(input.value));
    if (known || its.some((input) => input.type === "checkbox")) {
      for (const input of its) input.checked = on.includes(input.value);
    }
  };
  if (asked.has("layers")) check("layers", values("layers"));
  if (asked.has("view")) check("view", values("view"));
  // Who asks for a kind of note, and for no choice among them, gets all of that kind.
  if (asked.has("notes")) check("notes", values("notes"));
  else if (asked.has("layers") || asked.has("view")) check("notes", ["all"]);
  const target = location.hash.slice(1);
  const [mode] = inputs("notes").filter((input) => input.checked).map((input) => input.value);
  const away = { none: `${form.dataset.start} ${form.dataset.more}`, start: form.dataset.more };
  if (target && (away[mode] ?? "").split(" ").includes(target)) check("notes", ["all"]);
  // The note that the address names is open before it is seen.
  const watch = new MutationObserver(() => {
    const note = document.getElementById(target)?.closest(".ap-note");
    if (!note) return;
    note.open = true;
    watch.disconnect();
  });
  if (target) watch.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("load", () => watch.disconnect());
  document.documentElement.dataset.apNotes = "";
})();
