/** A key as React or the browser tells of it. */
type PressedKey = { isComposing: boolean; keyCode: number };

/**
 * Whether a key belongs to the writing of a letter (Chinese, Japanese, Korean, accents) and means nothing else. Safari ends
 * the composition before it tells of the Enter that ended it; only the code 229 says so then.
 */
export function isComposing(event: PressedKey | { nativeEvent: PressedKey }): boolean {
  const key = 'nativeEvent' in event ? event.nativeEvent : event;
  return key.isComposing || key.keyCode === 229;
}
