// Runs before the first paint: the styles of parts that need scripts wait for these two words.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
