"""One thin action per file: read the slots, ask dialogue or knowledge, utter."""
