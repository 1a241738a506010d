// The button in the edition's line opens the browser's window for printing. It is there with scripts only.
{
  const show = () => document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) print();
  });
  // Material's instant navigation replaces the page without loading it.
  if (typeof document$ === "undefined") show();
  else document$.subscribe(show);
}
