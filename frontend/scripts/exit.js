// Exit this page, whether pressed or called by Shift three times, also forgets the draft and leaves no page to go back to.
const button = document.querySelector(".govuk-js-exit-this-page-button");

if (button)
  new MutationObserver(() => {
    if (!document.body.classList.contains("govuk-exit-this-page-hide-content")) return;
    sessionStorage.clear();
    document.title = "";
    location.replace(button.href);
  }).observe(document.body, { attributeFilter: ["class"] });
