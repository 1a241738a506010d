/* Puts a button beside each citation that copies it. The page is complete without this script. */
(() => {
  "use strict";
  const said = document.createElement("p");
  said.className = "ap-visually-hidden";
  said.setAttribute("role", "status");

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  async function copy(button, text, what, words) {
    let done = words.copied;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = words.failed;
    }
    button.textContent = done;
    said.textContent = filled(words.said, { done, what });
    setTimeout(() => { button.textContent = words.copy; said.textContent = ""; }, 3000);
  }

  // A folded citation gets its buttons when it is opened: there are hundreds.
  function equip(work) {
    if (!navigator.clipboard || work.querySelector("button")) return;
    const list = work.closest(".ap-citing");
    const words = list.dataset;
    list.append(said);
    if (words.lang) said.lang = words.lang;
    const name = work.querySelector(".ap-citing__name").textContent;
    for (const form of work.querySelectorAll("dl > div")) {
      const what = filled(words.what, { form: form.querySelector("dt").textContent, name });
      const text = form.querySelector("dd").textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ap-citing__copy";
      button.textContent = words.copy;
      if (words.lang) button.lang = words.lang;
      button.setAttribute("aria-description", what);
      button.addEventListener("click", () => copy(button, text, what, words));
      form.querySelector("dt").append(" ", button);
    }
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".ap-citing__work[open]")) equip(event.target);
  }, true);

  // Not every browser opens by itself what an address leads to.
  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const work = target && target.closest(".ap-citing__work");
    if (!work || work.open) return;
    work.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
