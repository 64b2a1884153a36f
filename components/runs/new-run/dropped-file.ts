/** A file that was dropped on some page, until the form of a new run takes it. In memory. */

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

const fields = ['/runs/new', '/users/import'];

/** There a file is dropped on the field that says what becomes of it. */
export function hasOwnField(pathname: string): boolean {
  return fields.includes(pathname);
}
