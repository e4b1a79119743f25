// Lock: takes what somebody is writing along, so that locking loses none of it. The page of the lock keeps it closed for its
// writer alone.
const form = document.querySelector("form[data-lock]");
const NEVER_TAKEN = new Set(["hidden", "submit", "button", "password", "file"]);

const changed = (box) => {
  if (box.type === "radio" || box.type === "checkbox") return box.checked !== box.defaultChecked;
  return box.type !== "select-one" && box.value !== box.defaultValue;
};

const carry = (name, value) => {
  const box = document.createElement("input");
  box.type = "hidden";
  box.name = name;
  box.value = value;
  box.dataset.carried = "";
  form.append(box);
};

form?.addEventListener("submit", () => {
  for (const old of form.querySelectorAll("[data-carried]")) old.remove();
  const written = [...document.querySelectorAll("#main form[method=post]")].find((one) =>
    [...one.elements].some((box) => box.name && !NEVER_TAKEN.has(box.type) && changed(box)),
  );
  if (!written) return;
  carry("locked-at", new URL(written.action).pathname);
  for (const box of written.elements) {
    const choice = box.type === "radio" || box.type === "checkbox";
    if (!box.name || box.type === "file" || box.type === "password" || box.type === "submit") continue;
    if (box.name === "csrfmiddlewaretoken" || box.name === "writer") continue;
    if (!choice || box.checked) carry(box.name, box.value);
  }
});
