/**
 * Moves the focus among the items of a menu by the key pressed: arrows wrap around, Home and End go to the ends,
 * a letter goes to the next item that begins with it. Gives false when the key means nothing here.
 */
export function moveInMenu(menu: HTMLElement, key: string): boolean {
  const items = Array.from(menu.querySelectorAll<HTMLElement>('[role^="menuitem"]'));
  if (items.length === 0) return false;
  const at = items.findIndex((item) => item.matches(':focus'));
  const to = nextIndex(items, at, key);
  if (to === null) return false;
  items[to]?.focus();
  return true;
}

function nextIndex(items: readonly HTMLElement[], at: number, key: string): number | null {
  if (key === 'ArrowDown') return (at + 1) % items.length;
  if (key === 'ArrowUp') return (Math.max(at, 0) - 1 + items.length) % items.length;
  if (key === 'Home') return 0;
  if (key === 'End') return items.length - 1;
  if (key.length !== 1 || key === ' ') return null;
  const letter = key.toLowerCase();
  for (let step = 1; step <= items.length; step++) {
    const index = (at + step + items.length) % items.length;
    if (items[index]?.textContent?.trim().toLowerCase().startsWith(letter)) return index;
  }
  return null;
}
