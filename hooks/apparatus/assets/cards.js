/* Opens the card of a linked entity: on hover, on keyboard focus, on tap.
   WCAG 1.4.13: Esc closes it, the pointer may enter it, and no timer closes it while it is in use. */
(() => {
  "use strict";
  const OPEN_AFTER = 450; // ms of resting on a link; shorter opens cards in passing
  const CLOSE_AFTER = 300; // ms to cross the gap between a link and its card
  const GAP = 8; // px between them

  let open = null; // { card, link }
  let opening = 0;
  let closing = 0;
  let dismissed = null; // the link whose card Esc has closed; it stays shut until left

  const linkOf = (target) =>
    target instanceof Element ? target.closest("a.ap-xref[data-entity]") : null;
  const cardOf = (link) => document.getElementById("card-" + link.dataset.entity);
  const samePage = (link) => link.pathname === location.pathname && link.hash !== "";

  function hide() {
    clearTimeout(opening);
    clearTimeout(closing);
    if (open && open.card.matches(":popover-open")) open.card.hidePopover();
    open = null;
  }

  function place(card, link) {
    // The first line of a link that wraps is where the eye is.
    const at = link.getClientRects()[0] || link.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(at.left, width - card.offsetWidth - GAP));
    const below = at.bottom + GAP;
    const fits = below + card.offsetHeight <= window.innerHeight - GAP;
    const top = fits ? below : Math.max(GAP, at.top - GAP - card.offsetHeight);
    card.style.left = left + "px";
    card.style.top = top + "px";
  }

  function show(link, sheet) {
    const card = cardOf(link);
    clearTimeout(opening);
    clearTimeout(closing);
    if (!card || !card.showPopover || (open && open.card === card && open.link === link)) return;
    hide();
    card.classList.toggle("ap-card--sheet", sheet);
    card.style.left = card.style.top = "";
    card.showPopover();
    if (!sheet) place(card, link);
    open = { card, link };
    if (sheet) {
      const first = card.querySelector(".ap-card__open a");
      if (first) first.focus({ preventScroll: true });
    }
  }

  const later = () => {
    clearTimeout(closing);
    closing = setTimeout(hide, CLOSE_AFTER);
  };

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
      hide();
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
    if (open && !open.card.contains(event.target) && linkOf(event.target) !== open.link) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (!link || !touched || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (samePage(link) || (open && open.link === link) || !cardOf(link)) return;
    event.preventDefault();
    event.stopPropagation();
    show(link, true);
  }, true);

  window.addEventListener("scroll", () => {
    if (open && !open.card.classList.contains("ap-card--sheet")) place(open.card, open.link);
  }, { passive: true });
  window.addEventListener("pagehide", hide);
})();
