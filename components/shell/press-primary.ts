/** Presses the main button: of the form with the focus, else of the dialog on top, else of the page. */
export function pressPrimary({ repeat }: KeyboardEvent): void {
  // A key held down must not start the plan that it asked for.
  if (repeat) return;
  const places = [
    document.activeElement?.closest('form'),
    [...document.querySelectorAll('[data-modal]')].at(-1) ?? document.querySelector('main'),
  ];
  const buttons = places.flatMap((place) => [
    ...(place?.querySelectorAll<HTMLElement>('[data-primary]') ?? []),
  ]);
  buttons.find((button) => button.checkVisibility())?.click();
}
