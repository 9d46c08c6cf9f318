// Light, dark, or as the system has it: kept in this browser alone, and in force before anything is drawn.
const THEMES = ["light", "dark"], metas = document.querySelectorAll("meta[name=theme-color]");

function kept() {
  try { return localStorage.getItem("theme"); } catch { return null; }  // some keep nothing
}

function keep(theme) {
  try { theme ? localStorage.setItem("theme", theme) : localStorage.removeItem("theme"); } catch { /* till it is left */ }
}

function wear(theme) {
  const worn = THEMES.includes(theme) ? theme : "";
  if (worn) document.documentElement.dataset.theme = worn;
  else delete document.documentElement.dataset.theme;
  metas.forEach((meta, at) => {
    meta.media = worn ? (worn === THEMES[at] ? "all" : "not all") : `(prefers-color-scheme: ${THEMES[at]})`;
  });
  for (const field of document.querySelectorAll("[name=theme]")) field.checked = field.value === worn;
}

wear(kept());
document.addEventListener("change", ({ target }) => {
  if (target.name !== "theme") return;
  keep(target.value);
  wear(target.value);
});
document.addEventListener("DOMContentLoaded", () => {
  wear(kept());
  document.querySelector(".theme").hidden = false;
});
// In this locale a date is 2026-01-31.
addEventListener("beforeprint", () => {
  document.querySelector(".address span").textContent = new Date().toLocaleDateString("sv");
});
// Come back to, or chosen in another tab.
for (const event of ["pageshow", "storage"]) addEventListener(event, () => wear(kept()));
