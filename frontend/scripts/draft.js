// Keeps what somebody is writing in this tab only: it dies with the tab, with Exit this page, once it is sent, when somebody
// signs in or out here, and after half an hour in which nobody wrote. Until then it is shown only to whoever says it is theirs:
// the next person at a shared computer must not read it by opening the form.
const form = document.querySelector("form[data-draft]");
const question = document.querySelector("[data-draft-question]");
const NAME = "draft";
const IDLE = 30 * 60 * 1000; // milliseconds
const NEVER_KEPT = new Set(["hidden", "submit", "button", "password", "file"]);
let idling;

const store = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null; // the browser is set to keep nothing: the form works all the same
  }
})();

const boxes = () => [...form.elements].filter((box) => box.name && !NEVER_KEPT.has(box.type));
const forget = () => store?.removeItem(NAME);

const forgetWhenIdle = (soon) => {
  clearTimeout(idling);
  idling = setTimeout(forget, soon);
};

const keep = () => {
  const said = {};
  for (const box of boxes()) {
    const choice = box.type === "radio" || box.type === "checkbox";
    if (!choice || box.checked) (said[box.name] ??= []).push(box.value);
  }
  try {
    store?.setItem(NAME, JSON.stringify({ at: Date.now(), path: location.pathname, said }));
    forgetWhenIdle(IDLE);
  } catch {
    forget(); // longer than the browser keeps: better no draft than half of one
  }
};

const restore = (said) => {
  for (const box of boxes()) {
    const kept = said[box.name];
    if (!kept) continue;
    if (box.type === "radio" || box.type === "checkbox") box.checked = kept.includes(box.value);
    else if (!box.value) box.value = kept[0];
  }
  dispatchEvent(new Event("pageshow")); // on which GOV.UK's radios open what a choice opens
};

const read = () => {
  try {
    return JSON.parse(store?.getItem(NAME) ?? "null");
  } catch {
    return null; // not written by us
  }
};

const kept = () => {
  const draft = read();
  const left = draft ? draft.at + IDLE - Date.now() : 0;
  if (left > 0 && left <= IDLE) {
    forgetWhenIdle(left);
    return draft;
  }
  forget();
  return null;
};

const ask = () => {
  const answered = (yes) => {
    const draft = kept(); // half an hour may have gone by with the question on the screen
    if (yes && draft) restore(draft.said);
    else forget();
    question.hidden = true;
    form.hidden = false;
    boxes()[0]?.focus();
  };
  form.hidden = true;
  question.hidden = false;
  question.querySelector("[data-draft-show]").addEventListener("click", () => answered(true));
  question.querySelector("[data-draft-delete]").addEventListener("click", () => answered(false));
  question.querySelector("h2").focus();
};

if (document.querySelector("[data-draft-over]")) forget();
const draft = kept();
if (form) {
  // A form that came back with its answers knows better than the draft.
  if (draft?.path === location.pathname && !("answered" in form.dataset)) ask();
  form.addEventListener("input", keep);
}
