"""Runs the read API by itself, under /hsds on loopback: `python -m knowledge.out.serve [port]`."""

import sys
from datetime import datetime, timezone

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from knowledge.api import create_api
from knowledge.database import make_engine
from knowledge.errors import KnowledgeError
from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from knowledge.settings import knowledge_settings

PORT = 8002


def make_app() -> Starlette:
    """The API alone, over the directory that the environment names."""
    engine = make_engine(knowledge_settings().directory_url)
    api = create_api(engine, load_facts(), load_places(), lambda: datetime.now(timezone.utc))
    return Starlette(routes=[Mount("/hsds", api)])


def main() -> None:
    try:
        app = make_app()
    except KnowledgeError as error:
        sys.exit(str(error))
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    uvicorn.run(app, port=port, access_log=False, log_level="warning", server_header=False)


if __name__ == "__main__":
    main()
