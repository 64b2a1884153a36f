/** Set on every request for a page by web/http/page-gate.ts, whatever the client sent under this name. */
export const pathHeader = 'x-tagdesk-path';
