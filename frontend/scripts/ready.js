// Runs before the first paint: the styles of parts that need scripts wait for these two words.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

// After Exit this page (exit.js) the back button leads out again: it brings back no page of a reporter in this tab. Whoever
// comes here anew comes in.
if (document.body.classList.contains("dr-letter")) {
  const store = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null; // the browser is set to keep nothing, so there is nothing to forget either
    }
  })();
  const leaveAgain = () => {
    const to = store?.getItem("exited-to");
    if (!to) return;
    document.documentElement.hidden = true;
    location.replace(to);
  };
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") leaveAgain();
  else store?.removeItem("exited-to");
  addEventListener("pageshow", (event) => event.persisted && leaveAgain());
}
