"""Starts the visitors' app; a wrong setting or fact file ends it with one sentence."""

import sys
from datetime import datetime, timezone
from functools import partial

from chat.bus import open_bus
from chat.codes import keep_forgetting
from chat.errors import SettingsError, WordsError
from chat.logs import set_up_logs
from chat.one_secret import refuse_a_second_secret
from chat.outward.opening import open_outward
from chat.queue.duty import Duty
from chat.queue.queue import Queue
from chat.queue.work import keep_sweeping_queue, sweep_lease
from chat.rasa import Rasa
from chat.server import serve
from chat.settings import read_settings
from chat.store import Store
from chat.visitors.app import create_app
from knowledge.database import make_engine
from knowledge.errors import FactError
from knowledge.facts_loader import load_facts
from knowledge.settings import knowledge_settings
from safety.errors import SafetyError


def now() -> datetime:
    return datetime.now(timezone.utc)


def main() -> None:
    set_up_logs()
    directory = knowledge_settings().directory_url
    try:
        settings = read_settings()
        refuse_a_second_secret(settings)
        store = Store(settings.chat_url)
        bus = open_bus(settings, store, now)
        queue, duty = Queue(store, bus, now, settings), Duty(store, now)
        outward = open_outward(settings.outward, queue)
        app = create_app(
            settings,
            rasa=Rasa(settings),
            store=store,
            bus=bus,
            people=queue,
            human_on_duty=duty.human_on_duty,
            opens=duty.opens,
            bot_is_on=duty.bot_is_on,
            facts=load_facts(),
            clock=now,
            works=(
                partial(keep_forgetting, directory, now),
                partial(duty.keep_fresh, bus),
                partial(keep_sweeping_queue, queue, sweep_lease(queue)),
                *((outward.follower.run,) if outward else ()),
            ),
            inward=outward.inward if outward else None,
            directory=make_engine(directory),
        )
    except (SettingsError, WordsError, FactError, SafetyError) as error:
        sys.exit(str(error))
    serve(
        app,
        settings.host,
        settings.visitors_port,
        proxies=settings.proxies,
        sockets=settings.sockets,
        before_end=app.state.tools.hub.pause,
    )
