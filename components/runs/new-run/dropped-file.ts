/** A file dropped, or a list pasted, on another page, until the form of a new run takes it. In memory. */

let dropped: File | null = null;

export function keepDroppedFile(file: File): void {
  dropped = file;
}

/** null: none, or taken already. */
export function takeDroppedFile(): File | null {
  const file = dropped;
  dropped = null;
  return file;
}

let pasted: string | null = null;

export function keepPastedText(text: string): void {
  pasted = text;
}

/** null: none, or taken already. */
export function takePastedText(): string | null {
  const text = pasted;
  pasted = null;
  return text;
}

const fields = ['/runs/new', '/users/import'];

/** There a file is dropped on the field that says what becomes of it. */
export function hasOwnField(pathname: string): boolean {
  return fields.includes(pathname);
}
