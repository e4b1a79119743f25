// What every page runs: the components of GOV.UK Frontend and our small parts. Nothing here is needed to send a form.
import { initAll } from "./govuk-frontend.min.js";
import "./direction.js";
import "./draft.js";
import "./hide.js";
import "./keep.js";
import "./lock.js";
import "./passkey.js";

initAll();
