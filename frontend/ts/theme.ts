// Runs before the first paint: light or dark, as chosen here before or as the machine prefers.
const root = document.documentElement;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const chosen = localStorage.getItem("dt-theme");
  root.dataset.theme = chosen ?? (prefersDark.matches ? "dark" : "light");
}

root.classList.add("js");
try {
  apply();
  prefersDark.addEventListener("change", apply);
} catch {
  root.dataset.theme = "light"; // storage may be forbidden: the page still stands
}
