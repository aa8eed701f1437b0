"""The page that every figure is set on: style, type, layout, marks, words, and the files they become."""
