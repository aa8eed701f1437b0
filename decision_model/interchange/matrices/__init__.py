"""Options scored on criteria: the matrix that readers fill, tables that people keep, and the scenario of both."""
