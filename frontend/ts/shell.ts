/** The frame: theme switch, menus that close, CSRF for htmx, toasts, the offline note. */
export function bindShell(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-dt-theme]")) switchTheme();
    if (target.closest("[data-dt-print]")) print();
    const dismissed = target.closest("[data-dt-dismiss]");
    dismissed?.closest(".toast, .alert")?.remove();
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      menu.open = false;
      menu.querySelector<HTMLElement>("summary")?.focus();
    }
  });
  bindHtmx();
  const showLine = () => document.documentElement.classList.toggle("is-offline", !navigator.onLine);
  addEventListener("online", showLine);
  addEventListener("offline", showLine);
  showLine();
}

function switchTheme(): void {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("dt-theme", root.dataset.theme);
}

function bindHtmx(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
    headers["X-CSRFToken"] = document.body.dataset.dtCsrf ?? "";
  });
  document.addEventListener("htmx:responseError", () => toast(document.body.dataset.dtFailed ?? "", "bad"));
  document.addEventListener("htmx:sendError", () => toast(document.body.dataset.dtUnreached ?? "", "bad"));
  document.addEventListener("dt:toast", (event) => {
    const { text, kind } = (event as CustomEvent<{ text: string; kind?: string }>).detail;
    toast(text, kind);
  });
}

function toast(text: string, kind = "good"): void {
  const region = document.getElementById("toasts");
  if (!region || !text) return;
  const note = document.createElement("div");
  note.className = `toast toast--${kind}`;
  note.textContent = text;
  region.append(note);
  setTimeout(() => note.remove(), 8000);
}
