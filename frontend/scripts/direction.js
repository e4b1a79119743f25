// A box whose words may run either way asks the browser to look, and Chromium looks through all of them again at every
// letter: with a million letters the page stands still for a minute. Once a text is long we say it, from its beginning.
const LONG = 20_000;
const FROM_THE_RIGHT = /^\P{L}*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

for (const box of document.querySelectorAll('textarea[dir="auto"]')) {
  const settle = (more) => {
    const long = box.value.length + more.length > LONG;
    const way = FROM_THE_RIGHT.test((box.value || more).slice(0, 1000)) ? "rtl" : "ltr";
    box.dir = long ? way : "auto";
  };
  settle("");
  box.addEventListener("beforeinput", (event) => settle(event.data ?? event.dataTransfer?.getData("text/plain") ?? ""));
}
