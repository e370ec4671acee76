# Kernbot in a container. Three stages: the wheel, an environment with the pinned libraries and that wheel, and the
# image itself, which holds neither build tools nor the checkout. docs/docker.md says how to use it.

FROM python:3.11-slim-bookworm AS wheel
WORKDIR /source
COPY requirements-dev.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-dev.lock
COPY pyproject.toml README.md LICENSE config.yaml ./
COPY bot ./bot
COPY prompts ./prompts
RUN python -m build --wheel --no-isolation --outdir /wheel

FROM python:3.11-slim-bookworm AS environment
COPY requirements.lock /requirements.lock
RUN python -m venv /opt/kernbot \
    && /opt/kernbot/bin/pip install --no-cache-dir --require-hashes -r /requirements.lock
COPY --from=wheel /wheel /wheel
RUN /opt/kernbot/bin/pip install --no-cache-dir --no-index --no-deps /wheel/*.whl \
    && /opt/kernbot/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
# The model library trusts the certificates of the system, which a slim image does not bring.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data kernbot \
    && install --directory --owner=kernbot --group=kernbot /data /briefs
COPY --from=environment /opt/kernbot /opt/kernbot
ENV PATH="/opt/kernbot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data
USER kernbot
WORKDIR /briefs
VOLUME /data
ENTRYPOINT ["kernbot"]
CMD ["--help"]
