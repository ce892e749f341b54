"""How older stores become newer ones; run by Alembic, each once."""
