/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  poweredByHeader: false,
  // These load native or dynamic modules of their own and must stay outside the bundle.
  serverExternalPackages: ['pg', 'undici', 'pg-copy-streams'],
};
