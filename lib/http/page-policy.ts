/** The content security policy of a page. */

/** Tags and names come from elsewhere; should one ever get through as markup, its script still does not run. */
export function pagePolicy(nonce: string, isDevelopment: boolean): string {
  // Next's development server evaluates the code that it replaces.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // Widths and positions are style attributes, which a nonce cannot cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
