# Kernbot in a container. Three stages: the wheel, an environment with the pinned libraries and that wheel, and the
# image itself, which holds neither build tools nor the checkout. docs/docker.md says how to use it.
#
# To pin the base to the byte: docker build --build-arg PYTHON=python:3.11-slim-bookworm@sha256:... .
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS wheel
WORKDIR /source
COPY requirements-dev.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-dev.lock
COPY pyproject.toml README.md LICENSE config.yaml ./
COPY bot ./bot
COPY prompts ./prompts
RUN python -m build --wheel --no-isolation --outdir /wheel

FROM ${PYTHON} AS environment
COPY requirements.lock /requirements.lock
RUN python -m venv /opt/kernbot \
    && /opt/kernbot/bin/pip install --no-cache-dir --require-hashes -r /requirements.lock
COPY --from=wheel /wheel /wheel
RUN /opt/kernbot/bin/pip install --no-cache-dir --no-index --no-deps /wheel/*.whl \
    && /opt/kernbot/bin/pip uninstall --yes pip setuptools

FROM ${PYTHON}
# The model library trusts the certificates of the system, which a slim image does not bring. What installs packages
# goes: nobody installs anything in here.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && python -c "import shutil, sysconfig as s; [shutil.rmtree(one, True) for one in (s.get_path('purelib'), s.get_path('stdlib') + '/ensurepip')]"
RUN useradd --system --uid 10001 --home-dir /data kernbot \
    && install --directory --owner=kernbot --group=kernbot /data /briefs
COPY --from=environment /opt/kernbot /opt/kernbot
# Only /data is written to: the rest may be read-only. `kernbot run` and `kernbot worker` say how they are at the port.
ENV PATH="/opt/kernbot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    KERNBOT__OPS__PORT=9108
USER kernbot
WORKDIR /briefs
VOLUME /data
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=3 CMD ["python", "-c", "import http.client as h, os; c = h.HTTPConnection('127.0.0.1', int(os.environ['KERNBOT__OPS__PORT']), timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["kernbot"]
CMD ["--help"]
