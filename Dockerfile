# syntax=docker/dockerfile:1
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY src ./src
RUN python -m venv /crackcite \
    && /crackcite/bin/python -m pip install --no-cache-dir --disable-pip-version-check '.[pdf]'

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="crackcite" \
      org.opencontainers.image.description="Check the citations and sources of articles" \
      org.opencontainers.image.source="https://github.com/crackcite/crackcite" \
      org.opencontainers.image.licenses="MIT"
# git is for --since; it must read repositories that belong to the user outside.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && install --directory --owner=10001 --group=10001 /articles /answers
COPY --from=build /crackcite /crackcite
ENV PATH="/crackcite/bin:$PATH" \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    CRACKCITE_CACHE_DIR=/answers
USER 10001:10001
WORKDIR /articles
ENTRYPOINT ["crackcite"]
CMD ["--help"]
