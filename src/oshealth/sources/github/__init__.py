"""Looking at GitHub: git brings tree, texts and history, one request to its API brings state and conversation."""
