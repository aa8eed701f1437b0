"""The engine: numbers filled into a structure, swept, followed and conditioned."""
