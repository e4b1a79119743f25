// Hide screen: covers a page of the desk when somebody walks in, and brings it back as it was, with nothing lost.
const button = document.querySelector("[data-hide-screen]");
const cover = document.getElementById("hidden-screen");

if (button && cover) {
  const title = document.title;
  button.hidden = false;
  button.addEventListener("click", () => {
    document.title = cover.dataset.title;
    cover.showModal();
  });
  cover.addEventListener("close", () => {
    document.title = title;
  });
}
