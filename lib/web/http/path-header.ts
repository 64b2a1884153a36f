/** Set on every request for a page by http/admit-page.ts, whatever the client sent under this name. */
export const pathHeader = 'x-tagdesk-path';
