/** Single keys for buttons and links that name them (`data-dt-key="c 1"`), while nobody is writing. */
export function bindKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isWriting(event.target as HTMLElement)) return;
    const wanted = [...document.querySelectorAll<HTMLElement>("[data-dt-key]")];
    const target = wanted.find((one) => one.dataset.dtKey?.split(" ").includes(event.key.toLowerCase()));
    if (!target || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    target.click();
  });
}

function isWriting(target: HTMLElement): boolean {
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}
