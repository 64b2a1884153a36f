/** React's or the browser's key event. */
type PressedKey = { isComposing: boolean; keyCode: number };

/**
 * Whether an input method is composing. Safari ends the composition before the Enter that ended it; only key
 * code 229 tells.
 */
export function isComposing(event: PressedKey | { nativeEvent: PressedKey }): boolean {
  const key = 'nativeEvent' in event ? event.nativeEvent : event;
  return key.isComposing || key.keyCode === 229;
}
