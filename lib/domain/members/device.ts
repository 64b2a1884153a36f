/** What a session says of itself, for people: which device, from where. */
import { isIPv6 } from 'node:net';

// Browsers all claim to be each other; the first that is named here is the one.
const browsers = [
  ['Edge', /\bEdgA?(?:iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const;

const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac(?:intosh| OS X)\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** “Firefox on Windows”, from what a browser says of itself. What nobody recognises is cut to 60 characters. */
export function deviceOf(userAgent: string): string {
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? (userAgent.trim().slice(0, 60) || 'Unknown device');
}

/** An IPv6 address in its short form; anything else as it is. */
export function shortAddress(address: string): string {
  if (!isIPv6(address)) return address;
  // The URL standard writes it the short way (RFC 5952), between brackets.
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
