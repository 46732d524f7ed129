"""The fault bench: each part is killed, hung, slowed and fed garbage in turn while 100 chats run."""
