// Copy and print, for what somebody wants to keep. Both stay away where the browser cannot do them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const what = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.said);
  if (!what || !said || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(what.innerText.trim());
    said.textContent = button.dataset.done;
  });
}
