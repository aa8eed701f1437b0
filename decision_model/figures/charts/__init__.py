"""Charts: frames with scales, curves, strips, bars, grids and waterfalls."""
