// Exit this page, whether pressed or called by Shift three times, also forgets the draft, and ready.js sends whoever comes
// back by the back button out again.
const button = document.querySelector(".govuk-js-exit-this-page-button");

if (button)
  new MutationObserver(() => {
    if (!document.body.classList.contains("govuk-exit-this-page-hide-content")) return;
    try {
      sessionStorage.clear();
      sessionStorage.setItem("exited-to", button.href);
    } catch {
      // the browser is set to keep nothing
    }
    document.title = "";
    location.replace(button.href);
  }).observe(document.body, { attributeFilter: ["class"] });
