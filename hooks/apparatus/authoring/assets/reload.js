/* The live reload of the server waits while a form is open: a page that goes takes keys with it.
   Whoever writes there is told that the page has changed, and shows it when it suits. */
import { button, make } from "./page.js";
import * as dialogs from "./dialog.js";

let late = null; // what would have reloaded the page

const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, url, ...more) {
  const [, epoch] = /^\/livereload\/(\d+)\//.exec(url) ?? [];
  const go = this.onloadend;
  if (epoch && go) this.onloadend = (event) => {
    if (!dialogs.dialog?.draft || !(parseFloat(this.responseText) > epoch)) return go.call(this, event);
    late = () => go.call(this, event);
    return tell();
  };
  return open.call(this, method, url, ...more);
};

function tell() {
  const element = dialogs.dialog?.element;
  if (!late || !dialogs.dialog?.draft || element.querySelector(".ap-desk__newer")) return;
  const its = make("p", { class: "ap-desk__newer", role: "status" });
  element.querySelector(".ap-desk__head").after(its);
  its.append("The page has changed. ", button("Show it", () => late(), { title: "What you typed stays" }));
}

// No form is open: the page is shown as it is now.
export function release() {
  if (late && !dialogs.dialog?.draft) late();
}
dialogs.desk.addEventListener("ap-desk-opened", tell);
dialogs.desk.addEventListener("ap-desk-closed", release);
