# The bot in a container. Build:  docker build -t tanya-peksos .
# Run:  docker run --env-file .env -v tanya-peksos:/data tanya-peksos
# Hardened, with secrets in files: compose.sqlite.yaml (one server) and compose.yaml (several replicas).

# A tag moves when Debian or Python mend something. To build the very same image again, name its digest:
# docker build --build-arg BASE=python:3.11-slim@sha256:... -t tanya-peksos .
ARG BASE=python:3.11-slim

# -- stage 1: the locked requirements, each file checked against its hash ----------------------------------
FROM ${BASE} AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /packages
COPY requirements.txt .
RUN /packages/bin/pip install --require-hashes --no-deps --only-binary :all: -r requirements.txt \
    && /packages/bin/pip check

# -- stage 2: Python, the packages, the bot; no compiler, no tests, no secrets ------------------------------
FROM ${BASE}
LABEL org.opencontainers.image.title="Tanya Peksos" org.opencontainers.image.licenses="MIT"

RUN useradd --no-log-init --uid 10001 --no-create-home --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot /data
COPY --from=packages /packages /packages
WORKDIR /app
COPY bot bot
COPY knowledge knowledge
# Compiled once here: the user below may write nothing but /data and /tmp.
RUN /packages/bin/python -m compileall -q bot
# Learnt once here, so that a container answers within a second. With a knowledge folder of your own, mounted, set
# BOT_CACHE to a folder of a volume: what is learnt is kept there.
RUN BOT_CACHE=/app/cache /packages/bin/python -m bot learn && chmod -R a+rX cache

# Tokens and keys are settings of the container, never of the image.
# BOT_WEBHOOK_LISTEN: the bot's own small server. Without a webhook it serves only the pages about the bot, for the
# check below; with one, set it to 0.0.0.0:8080 and put a proxy that speaks HTTPS in front.
# MPLCONFIGDIR: what draws pictures keeps its list of fonts there.
ENV PATH=/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    BOT_CACHE=/app/cache \
    BOT_DATABASE_URL=sqlite:////data/tanya-peksos.db \
    BOT_WEBHOOK_LISTEN=127.0.0.1:8080
VOLUME /data
EXPOSE 8080
USER 10001:10001

# /sehat answers 200 only as long as updates are fetched from Telegram, or, behind a webhook, the server is up: a
# bot that hangs or is cut off turns unhealthy, not only one that has died. Reading the knowledge takes a while first.
# An empty proxy handler: the way to 127.0.0.1 must not lead through a proxy that the environment names.
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['BOT_WEBHOOK_LISTEN'].rpartition(':')[2] + '/sehat', timeout=4)"]

# SIGTERM ends it: what is being answered is answered first.
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
