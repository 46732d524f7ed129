"""All that extends Rasa: Swedish understanding, loneliness, risk, the safety policy, the tracker store."""
