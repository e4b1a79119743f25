// Runs before the first paint: the styles of parts that need scripts wait for these two words.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

// Exit this page forgets the draft, and after it the back button leads out again: it brings back no page of a reporter in
// this tab. Whoever comes here anew comes in. It is here, before everything else, because somebody may have to leave before
// the other scripts have come.
if (document.body.classList.contains("dr-letter")) {
  const store = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null; // the browser is set to keep nothing, so there is nothing to forget either
    }
  })();
  const leave = (to) => {
    store?.clear();
    store?.setItem("exited-to", to);
    document.title = "";
    document.documentElement.hidden = true;
    location.replace(to);
  };
  const leaveAgain = () => {
    const to = store?.getItem("exited-to");
    if (to) leave(to);
  };
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") leaveAgain();
  else store?.removeItem("exited-to");
  addEventListener("pageshow", (event) => event.persisted && leaveAgain());
  addEventListener(
    "click",
    (event) => {
      const out = event.target.closest?.(".govuk-js-exit-this-page-button, .govuk-js-exit-this-page-skiplink");
      if (!out) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      leave(out.href);
    },
    { capture: true },
  );
  // Shift, three times: the component hides the page and leaves.
  new MutationObserver(() => {
    if (!document.body.classList.contains("govuk-exit-this-page-hide-content")) return;
    leave(document.querySelector(".govuk-js-exit-this-page-button").href);
  }).observe(document.body, { attributeFilter: ["class"] });
}
