/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  poweredByHeader: false,
  // These load native or dynamic modules of their own and must stay outside the bundle.
  serverExternalPackages: ['pg', 'undici', 'pg-copy-streams', 'prom-client'],
  // The launcher names the build after its sources: equal ones on several machines are then one build to browsers.
  generateBuildId: () => process.env.TAGDESK_BUILD_ID || null,
};
