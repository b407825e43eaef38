/** Source and matrix side by side: a click on either lights up the other. Without it, plain anchors. */
export function bindMatching(): void {
  const area = document.querySelector<HTMLElement>("[data-dt-matching]");
  if (!area) return;
  const panes = document.querySelector<HTMLElement>("[data-dt-panes]");
  const narrow = matchMedia("(width < 64rem)");
  if (panes) bindPanes(panes, narrow);

  area.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const finder = target.closest<HTMLElement>("[data-dt-find]");
    const matched = target.closest<HTMLElement>("[data-dt-match]");
    if (!matched || (!finder && target.closest("a:not([data-dt-match]), button, label, input"))) return;
    event.preventDefault();
    show(matched);
  });
  area.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.key === "Enter" && target.matches("li[data-dt-match], div[data-dt-match]")) show(target);
  });

  function show(from: HTMLElement): void {
    const key = from.dataset.dtMatch ?? "";
    const isSource = Boolean(from.closest(".source"));
    for (const lit of area!.querySelectorAll(".is-matched")) lit.classList.remove("is-matched");
    const alike = [...area!.querySelectorAll<HTMLElement>(`[data-dt-match="${CSS.escape(key)}"]`)];
    for (const one of alike) one.classList.add("is-matched");
    const other = alike.find((one) => Boolean(one.closest(".source")) !== isSource);
    if (!other) return;
    if (narrow.matches && panes) choose(panes, other.closest<HTMLElement>(".pane")?.id ?? "");
    bring(other);
    if (other.id) history.replaceState(null, "", `#${other.id}`);
  }

  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[data-dt-show]");
    if (link && panes && narrow.matches) choose(panes, `${link.dataset.dtShow}-pane`);
  });
}

/** Bring an element into sight: within the source only the source moves, so that the page stands still. */
function bring(other: HTMLElement): void {
  const source = other.closest<HTMLElement>(".source");
  if (source && source.scrollHeight > source.clientHeight) {
    const middle = other.getBoundingClientRect().top - source.getBoundingClientRect().top - source.clientHeight / 3;
    source.scrollBy({ top: middle });
  }
  const box = (source ?? other).getBoundingClientRect();
  if (!source || box.bottom < 0 || box.top > innerHeight) other.scrollIntoView({ block: "center" });
}

/** On a narrow screen one pane at a time, chosen by tabs. */
function bindPanes(panes: HTMLElement, narrow: MediaQueryList): void {
  panes.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a");
    if (!link) return;
    event.preventDefault();
    choose(panes, link.hash.slice(1));
  });
  const start = () => {
    const fromSource = location.hash.startsWith("#source");
    if (narrow.matches) choose(panes, fromSource ? "source-pane" : "tasks-pane");
    else for (const pane of document.querySelectorAll<HTMLElement>(".pane")) pane.hidden = false;
  };
  narrow.addEventListener("change", start);
  start();
}

function choose(panes: HTMLElement, id: string): void {
  for (const pane of document.querySelectorAll<HTMLElement>(".pane")) pane.hidden = pane.id !== id;
  for (const link of panes.querySelectorAll<HTMLAnchorElement>("a")) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
