# The site as an image. Settings come from the environment: docs/deployment.md.
# `make image-proof` runs these very lines without Docker; it knows the instructions used here and no others.
FROM python:3.11.14-slim-bookworm

ENV PRODUCTION=1 PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# gunicorn listens on this port of all addresses.
ENV PORT=8000
WORKDIR /app

# The font in which charts are drawn as pictures.
# hadolint ignore=DL3008
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends fonts-liberation && rm -rf /var/lib/apt/lists/*

# First what seldom changes: a change in the code then reuses this layer.
COPY requirements.txt ./
RUN pip install --quiet --no-cache-dir --root-user-action=ignore -r requirements.txt

COPY manage.py CHANGELOG.md ./
COPY scripts/entrypoint scripts/
COPY hrc/ hrc/
COPY votes/ votes/
COPY templates/ templates/
COPY static/ static/
COPY fixtures/ fixtures/

# Collecting needs settings, but neither a real key nor a database: these values end with the command.
RUN SECRET_KEY=for-collectstatic-only DATABASE_URL=sqlite://:memory: python manage.py collectstatic --noinput

# The code belongs to root, so the site cannot change it.
USER 10001:10001
EXPOSE 8000
# A first start loads the record before it answers, hence the start period.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health/', timeout=4)"]
ENTRYPOINT ["scripts/entrypoint"]
# /dev/shm: gunicorn's heartbeat file must not wait for a slow disk. More options: GUNICORN_CMD_ARGS.
CMD ["gunicorn", "hrc.wsgi", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
