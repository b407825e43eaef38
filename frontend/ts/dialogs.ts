/** Open and close <dialog> by data-dt-open="id" and data-dt-close; a click on the backdrop closes. */
export function bindDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const opener = target.closest<HTMLElement>("[data-dt-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dtOpen ?? "") as HTMLDialogElement | null;
      if (dialog) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    if (target.closest("[data-dt-close]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement) target.close();
  });
}
