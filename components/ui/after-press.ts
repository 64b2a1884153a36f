/**
 * Leaving a field may move what is below (an error line). While the pointer is down that must wait, or the
 * click misses its button.
 */
let isDown = false;
let waiting: (() => void)[] = [];

/** Now, or after the present press. */
export function afterPress(work: () => void): void {
  if (isDown) waiting.push(work);
  else work();
}

function press(): void {
  isDown = true;
}

function release(): void {
  isDown = false;
  const works = waiting;
  waiting = [];
  // The click follows pointerup in the same task.
  if (works.length > 0)
    setTimeout(() => {
      for (const work of works) work();
    }, 0);
}

if (typeof window !== 'undefined') {
  window.addEventListener('pointerdown', press, true);
  for (const end of ['pointerup', 'pointercancel', 'dragend']) window.addEventListener(end, release, true);
}
