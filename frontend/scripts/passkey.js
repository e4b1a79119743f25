// Passkeys: asks us what to ask, asks the device, and sends its answer with the form. Where the browser cannot do it, the
// buttons stay away and the rest of the form works as it is.
const able = () =>
  window.isSecureContext &&
  typeof PublicKeyCredential === "function" &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function" &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function" &&
  typeof PublicKeyCredential.prototype.toJSON === "function";

const asked = async (button, form) => {
  const answer = await fetch(button.dataset.ask, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    redirect: "error",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const answered = async (options, made) =>
  made
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

for (const button of document.querySelectorAll("[data-passkey]")) {
  const { form } = button;
  const said = document.getElementById(button.dataset.said);
  if (!able()) continue;
  for (const part of form.querySelectorAll("[data-passkey-can]")) part.hidden = false;
  for (const part of form.querySelectorAll("[data-passkey-cannot]")) part.hidden = true;
  button.addEventListener("click", async () => {
    const made = button.dataset.passkey === "new";
    said.textContent = "";
    button.disabled = true;
    try {
      const credential = await answered(await asked(button, form), made);
      form.elements.passkey.value = JSON.stringify(credential);
      form.submit();
    } catch {
      button.disabled = false;
      said.textContent = button.dataset.failed; // the device says itself why
    }
  });
}
