// Keeps what somebody is writing in this tab only: it dies with the tab, with Exit this page, and once it is sent.
const form = document.querySelector("form[data-draft]");
const key = `draft ${location.pathname}`;
const NEVER_KEPT = new Set(["hidden", "submit", "button", "password", "file"]);

const store = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null; // the browser is set to keep nothing: the form works all the same
  }
})();

const boxes = () => [...form.elements].filter((box) => box.name && !NEVER_KEPT.has(box.type));

const keep = () => {
  const draft = {};
  for (const box of boxes()) {
    const choice = box.type === "radio" || box.type === "checkbox";
    if (!choice || box.checked) (draft[box.name] ??= []).push(box.value);
  }
  try {
    store?.setItem(key, JSON.stringify(draft));
  } catch {
    store?.removeItem(key); // longer than the browser keeps: better no draft than half of one
  }
};

const restore = () => {
  const draft = JSON.parse(store?.getItem(key) || "{}");
  for (const box of boxes()) {
    const kept = draft[box.name];
    if (!kept) continue;
    if (box.type === "radio" || box.type === "checkbox") box.checked = kept.includes(box.value);
    else if (!box.value) box.value = kept[0];
  }
};

if (form) {
  // A form that came back with its answers knows better than the draft.
  if (!("answered" in form.dataset)) restore();
  form.addEventListener("input", keep);
}
if (document.querySelector("[data-draft-over]")) store?.clear();
