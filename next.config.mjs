/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  poweredByHeader: false,
  experimental: {
    // Modules of all pages would take 46 MiB from the start on: each is loaded at its first visit.
    preloadEntriesOnStart: false,
    // proxy.ts refuses what says that it is longer; this ends what does not say.
    serverActions: { bodySizeLimit: '1mb' },
    proxyClientMaxBodySize: '2mb',
  },
  // These load native or dynamic modules of their own and must stay outside the bundle.
  serverExternalPackages: ['pg', 'undici', 'pg-copy-streams', 'pg-boss', 'prom-client'],
  // The launcher names the build after its sources: equal ones on several machines are then one build to browsers.
  generateBuildId: () => process.env.TAGDESK_BUILD_ID || null,
};
