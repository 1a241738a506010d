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
  const mode = inputs("notes").find((input) => input.checked);
  const hidden = form.dataset[mode && mode.value === "none" ? "notes" : "more"] ?? "";
  const target = decodeURIComponent(location.hash.slice(1));
  if (target && mode && mode.value !== "all" && hidden.split(" ").includes(target)) {
    check("notes", ["all"]);
  }
  document.documentElement.dataset.apNotes = "";
})();
