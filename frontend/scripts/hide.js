// Hide screen: covers a page of the desk when somebody walks in, by its button or by Escape pressed twice, and brings it
// back as it was, with nothing lost. Escape does not uncover it: only the button does.
const button = document.querySelector("[data-hide-screen]");
const cover = document.getElementById("hidden-screen");
const SOON = 800; // milliseconds between the two

const title = document.title;
let pressed = -SOON;

const hide = () => {
  if (cover.open) return;
  document.title = cover.dataset.title;
  cover.returnValue = "";
  cover.showModal();
};

if (button && cover) {
  button.hidden = false;
  document.querySelector("[data-hide-plainly]")?.remove(); // it leads away, and what was typed would be lost
  button.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat || cover.open) return;
    if (event.timeStamp - pressed < SOON) hide();
    pressed = event.timeStamp;
  });
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => {
    if (cover.returnValue === "show") document.title = title;
    else hide(); // a browser may close it on a second Escape, whatever we say
  });
}
