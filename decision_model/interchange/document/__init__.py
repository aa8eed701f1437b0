"""What a document says of a model, before it is set as a page, as slides or as a text."""
