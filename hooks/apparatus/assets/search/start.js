/* Shows the search field, and fetches all else when somebody goes to it. */
(function () {
  "use strict";
  var here = document.currentScript.src;
  var parts = ["minisearch.js", "index.js", "find.js", "panel.js"];
  var asked = false;

  function show(works) {
    var boxes = document.querySelectorAll("[data-ap-search]");
    for (var i = 0; i < boxes.length; i++) {
      boxes[i].setAttribute("data-ap-search", works ? "on" : "off");
      boxes[i].querySelector("form").hidden = !works;
      boxes[i].querySelector(".ap-search__else").hidden = works;
    }
  }

  function fetch(name, element) {
    return new Promise(function (done, failed) {
      element.onload = done;
      element.onerror = failed;
      if (element.rel) element.href = new URL(name, here).href;
      else element.src = new URL(name, here).href;
      document.head.appendChild(element);
    });
  }

  function begin(event) {
    var box = event.target.closest && event.target.closest("[data-ap-search]");
    if (!box || asked) return;
    asked = true;
    var sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    var all = parts.map(function (name) {
      var script = document.createElement("script");
      script.async = false; // one after the other
      return fetch(name, script);
    });
    Promise.all(all.concat(fetch("panel.css", sheet))).then(
      function () { window.apSearch(new URL("../../", here).href); },
      function () { asked = false; show(false); }
    );
  }

  show(typeof Promise === "function" && "URL" in window && "closest" in Element.prototype);
  document.addEventListener("focusin", begin);
})();
