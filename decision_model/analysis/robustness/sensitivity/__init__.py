"""The mathematics of sensitivity analysis: numbers moved, and where what is best changes."""
