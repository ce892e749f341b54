"""Feed readers that people use, and how a test drives each of them."""
