# Everything comes from npm, the Node that runs Tocsin included; the first stage's Node only runs npm.
FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY server server
COPY web web
RUN npm ci && npm prune --omit=dev

FROM debian:bookworm-slim
RUN groupadd --system --gid 10001 tocsin \
  && useradd --system --uid 10001 --gid tocsin --home-dir /data --shell /usr/sbin/nologin tocsin \
  && install --directory --owner=tocsin --group=tocsin --mode=0700 /data
WORKDIR /app
COPY --from=install /app/node_modules node_modules
COPY package.json LICENSE ./
COPY packages packages
COPY server server
COPY --from=install /app/web/dist web/dist
ENV PATH=/app/node_modules/.bin:$PATH TOCSIN_HOST=0.0.0.0 TOCSIN_DATA_DIR=/data NODE_ENV=production
USER tocsin
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/bin/tocsin.mjs", "serve"]
