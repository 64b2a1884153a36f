/** The first admin beside the sandbox. No secret: it opens imitated data, and is printed at every start. */
export const demoAdmin = { email: 'demo@tagdesk.example', password: 'tagdesk-demo' };
