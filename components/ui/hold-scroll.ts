let holders = 0;

/**
 * Keeps the page behind a modal dialog from scrolling until the result is called; several may hold it. An attribute
 * rather than `html:has(dialog:modal)`: with that the browser looks through the whole page at each new row, a third of
 * what styling it takes.
 */
export function holdScroll(): () => void {
  holders += 1;
  document.documentElement.toggleAttribute('data-modal', true);
  return () => {
    holders -= 1;
    document.documentElement.toggleAttribute('data-modal', holders > 0);
  };
}
