/** Set by page-gate.ts on page requests, whatever the client sent. */
export const pathHeader = 'x-tagdesk-path';
