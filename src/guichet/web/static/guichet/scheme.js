// The design system's dark colours, when the reader's device asks for them.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => document.documentElement.setAttribute("data-fr-theme", dark.matches ? "dark" : "light");
  dark.addEventListener("change", apply);
  apply();
})();
