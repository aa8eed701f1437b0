"""The structure that a solver needs: which histories exist, and what revises their chances."""
