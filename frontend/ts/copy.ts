/** A button that copies an address (`data-dt-copy`) and says so (`data-dt-copied`). */
export function bindCopy(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-dt-copy]");
    if (!button) return;
    await write(button.dataset.dtCopy ?? "");
    const detail = { text: button.dataset.dtCopied ?? "", kind: "good" };
    document.dispatchEvent(new CustomEvent("dt:toast", { detail }));
  });
}

/** Plain http has no clipboard of its own: there the text is selected and copied the old way. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
