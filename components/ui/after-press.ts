/**
 * What a field does when it is left may move what stands below it: a rule that is broken gets a line of its own. While the
 * pointer is down that has to wait, or the click that left the field ends beside the button that it was meant for.
 */
let isDown = false;
let waiting: (() => void)[] = [];

/** Runs `work` now, or once the press that is under way has become a click. */
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
  // The click comes right after the pointer is up, in the same task.
  if (works.length > 0)
    setTimeout(() => {
      for (const work of works) work();
    }, 0);
}

if (typeof window !== 'undefined') {
  window.addEventListener('pointerdown', press, true);
  for (const end of ['pointerup', 'pointercancel', 'dragend']) window.addEventListener(end, release, true);
}
