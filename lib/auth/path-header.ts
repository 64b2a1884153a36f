/** Set by the proxy on every request for a page, whatever the client sent under this name. */
export const pathHeader = 'x-tagdesk-path';
