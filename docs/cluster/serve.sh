#!/bin/sh
# Starts one part (visitors, staff, rasa or actions) with the settings of this machine.
set -eu
set -a
. "${LOTSEN_ENV:-/etc/lotsen/lotsen.env}"
set +a
exec "$(dirname "$0")/../../.venv/bin/lotsen" serve "$1"
