/* Puts a button beside each citation that copies it. The page is complete without this script. */
(() => {
  "use strict";
  const said = document.createElement("p");
  said.className = "ap-visually-hidden";
  said.setAttribute("role", "status");

  async function copy(button, text, what) {
    let words = "Copied";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      words = "Not copied";
    }
    button.textContent = words;
    said.textContent = `${words}: ${what}`;
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 3000);
  }

  // A folded citation gets its buttons when it is opened: there are hundreds.
  function equip(work) {
    if (!navigator.clipboard || work.querySelector("button")) return;
    work.closest(".ap-citing").append(said);
    const name = work.querySelector(".ap-citing__name").textContent;
    for (const form of work.querySelectorAll("dl > div")) {
      const what = `${form.querySelector("dt").textContent} citation of ${name.toLowerCase()}`;
      const text = form.querySelector("dd").textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ap-citing__copy";
      button.textContent = "Copy";
      button.setAttribute("aria-description", what);
      button.addEventListener("click", () => copy(button, text, what));
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
