/** How the identity provider of the tests (lib/testing/identity-provider.ts) knows the installation, and people know it. */
export const identityClient = {
  id: 'tagdesk',
  secret: 'a secret & more: of the client',
  name: 'Test Identity',
};
