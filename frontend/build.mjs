// Builds what the pages need into the package: one stylesheet, GOV.UK Frontend's script, our own small ones, one typeface.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const out = "../src/dueregard/faces/web/static/built";
const typeface = "node_modules/@fontsource/atkinson-hyperlegible-next/files";

rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/fonts`, { recursive: true });
writeFileSync(`${out}/app.css`, compile("app.scss", { style: "compressed", quietDeps: true, loadPaths: ["."] }).css);
// Without its last line, which names a source map that we do not ship.
const components = readFileSync("node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js", "utf8");
writeFileSync(`${out}/govuk-frontend.min.js`, components.replace(/\/\/# sourceMappingURL=.*/, ""));
cpSync("scripts", out, { recursive: true });
for (const range of ["latin", "latin-ext"])
  for (const weight of [400, 700]) {
    const face = `atkinson-hyperlegible-next-${range}-${weight}-normal.woff2`;
    cpSync(`${typeface}/${face}`, `${out}/fonts/${face}`);
  }
