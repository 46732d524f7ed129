"""`python -m bot.components.rasa_server run …`: Rasa as it is, without loading what no component of ours uses."""

from bot.components.lazily import import_later

TENSORFLOW_USERS = ("rasa.utils.train_utils",)  # imported by every policy; training alone asks it for anything


def leave_out_tensorflow() -> None:
    """Call it before Rasa is imported: what imports TensorFlow is then loaded when something asks it, not before."""
    for name in TENSORFLOW_USERS:
        import_later(name)


def main() -> None:
    """Rasa's own command line. Never returns before the server ends."""
    leave_out_tensorflow()
    from rasa.__main__ import main as rasa_main

    rasa_main()


if __name__ == "__main__":
    main()
