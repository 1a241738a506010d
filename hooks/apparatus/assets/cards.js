/* Opens the card of a linked entity: on hover, on keyboard focus, on tap.
   WCAG 1.4.13: Esc closes it, the pointer may enter it, and no timer closes it while it is in use. */
(() => {
  "use strict";

  // Where an address leads to may stand in a tab that is not shown, or in one within another.
  function reveal() {
    const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    let turned = false;
    for (let tab = place && place.closest(".tabbed-block"); tab; tab = tab.parentElement.closest(".tabbed-block")) {
      const input = tab.closest(".tabbed-set").children[[...tab.parentElement.children].indexOf(tab)];
      if (!input.matches("input:not(:checked)")) continue;
      input.click();
      turned = true;
    }
    if (turned) place.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  if (typeof document$ === "undefined") reveal();
  else document$.subscribe(reveal);

  if (!("showPopover" in HTMLElement.prototype)) return; // there, links are links
  const OPEN_AFTER = 450; // ms of resting on a link; shorter opens cards in passing
  const CLOSE_AFTER = 300; // ms to cross the gap between a link and its card
  const GAP = 8; // px between them

  let open = null; // { card, link, sheet }
  let opening = 0;
  let closing = 0;
  let dismissed = null; // the link whose card Esc has closed; it stays shut until left

  // Words that open a note have no card: the note names the entry.
  const linkOf = (target) =>
    target instanceof Element ? target.closest("a.ap-xref[data-entity]:not([data-noted])") : null;
  const cardOf = (link) => document.getElementById("card-" + link.dataset.entity);
  const samePage = (link) => link.pathname === location.pathname && link.hash !== "";
  const isPushed = () => Boolean(history.state && history.state.apCard);

  function shut() {
    clearTimeout(opening);
    clearTimeout(closing);
    if (open && open.card.matches(":popover-open")) open.card.hidePopover();
    open = null;
  }

  // A sheet has a place in the history, so that Back closes it; whatever closes it takes that away.
  function hide() {
    const wasSheet = open && open.sheet;
    shut();
    if (wasSheet && isPushed()) history.back();
  }

  // Below the last line of the link, or above its first: never over it.
  function place(card, link) {
    const lines = link.getClientRects();
    const first = lines[0] || link.getBoundingClientRect();
    const last = lines[lines.length - 1] || first;
    const width = document.documentElement.clientWidth;
    card.style.maxHeight = "";
    const below = innerHeight - last.bottom - 2 * GAP;
    const above = first.top - 2 * GAP;
    const under = card.offsetHeight <= below || below >= above;
    if (card.offsetHeight > (under ? below : above)) {
      card.style.maxHeight = Math.max(under ? below : above, 96) + "px";
    }
    const from = under ? last : first;
    card.style.left = Math.max(GAP, Math.min(from.left, width - card.offsetWidth - GAP)) + "px";
    card.style.top = (under ? last.bottom + GAP : first.top - GAP - card.offsetHeight) + "px";
  }

  // At the foot of the window; the link comes out from under it, or it goes to the head.
  function lay(card, link) {
    const covered = () => link.getBoundingClientRect().bottom + GAP - card.getBoundingClientRect().top;
    if (covered() > 0) scrollBy({ top: covered(), behavior: "instant" });
    card.classList.toggle("ap-card--above", covered() > 0);
  }

  function show(link, sheet) {
    const card = cardOf(link);
    clearTimeout(opening);
    clearTimeout(closing);
    if (!card || (open && open.card === card && open.link === link)) return;
    if (open && open.sheet && sheet) shut();
    else hide();
    card.classList.toggle("ap-card--sheet", sheet);
    card.classList.remove("ap-card--above");
    card.style.left = card.style.top = card.style.maxHeight = "";
    card.showPopover();
    open = { card, link, sheet };
    if (!sheet) return place(card, link);
    lay(card, link);
    if (!isPushed()) history.pushState({ ...history.state, apCard: true }, "");
    const first = card.querySelector(".ap-card__open a");
    if (first) first.focus({ preventScroll: true });
  }

  const later = () => {
    clearTimeout(closing);
    closing = setTimeout(hide, CLOSE_AFTER);
  };

  // Cards for links that only notes have come with the first note that is opened.
  document.addEventListener("toggle", (event) => {
    const place = document.querySelector("[data-ap-cards]");
    if (!place || !event.target.matches(".ap-note[open]")) return;
    const script = document.createElement("script");
    script.src = place.dataset.apCards;
    delete place.dataset.apCards;
    window.apCards = (html) => {
      place.outerHTML = html;
      for (const link of document.querySelectorAll("a.ap-xref[data-entity]:not([aria-describedby])")) {
        const gloss = "card-" + link.dataset.entity + "-gloss";
        if (document.getElementById(gloss)) link.setAttribute("aria-describedby", gloss);
      }
    };
    document.head.append(script);
  }, true);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const left = dismissed && !dismissed.contains(event.target);
    if (left && document.activeElement !== dismissed) dismissed = null;
    if (open && open.card.contains(event.target)) return clearTimeout(closing);
    const link = linkOf(event.target);
    if (!link || samePage(link)) return;
    clearTimeout(closing);
    if (link === dismissed || (open && open.link === link)) return;
    clearTimeout(opening);
    opening = setTimeout(() => show(link, false), OPEN_AFTER);
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link && !link.contains(event.relatedTarget)) {
      clearTimeout(opening);
      if (dismissed === link && document.activeElement !== link) dismissed = null;
    }
    if (!open) return;
    const inside = (node) =>
      node instanceof Node && (open.link.contains(node) || open.card.contains(node));
    const focused = inside(document.activeElement);
    if (inside(event.target) && !inside(event.relatedTarget) && !focused) later();
  });

  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link && link !== dismissed && !samePage(link) && link.matches(":focus-visible")) {
      show(link, false);
    } else if (open && !open.card.contains(event.target) && event.target !== open.link) {
      if (!(open.sheet && touched && link && cardOf(link))) hide(); // else the tap opens another
    }
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === dismissed) dismissed = null;
    if (open && event.target === open.link && !event.relatedTarget) later();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    const { card, link } = open;
    dismissed = link;
    if (card.contains(document.activeElement)) link.focus();
    hide();
  }, true);

  // A tap opens the sheet, whose first link leads on; a second tap, a long press and modified
  // clicks keep their own meaning.
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!open || open.card.contains(event.target)) return;
    const link = linkOf(event.target);
    if (open.sheet && link ? !cardOf(link) || samePage(link) : link !== open.link) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (!link || !touched || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (samePage(link) || (open && open.link === link) || !cardOf(link)) return;
    event.preventDefault();
    event.stopPropagation();
    show(link, true);
  }, true);

  // What a sheet leads to takes the sheet's place in the history.
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = open && open.sheet && event.target instanceof Element && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPushed() || !(link === open.link || open.card.contains(link))) return;
    event.preventDefault();
    event.stopPropagation();
    shut();
    location.replace(link.href);
  }, true);
  window.addEventListener("popstate", () => {
    if (!open || !open.sheet) return;
    const link = (dismissed = open.link);
    shut();
    link.focus({ preventScroll: true });
  });

  window.addEventListener("scroll", () => {
    if (open && !open.sheet) place(open.card, open.link);
  }, { passive: true });
  window.addEventListener("pagehide", shut);
})();
