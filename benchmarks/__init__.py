"""Answers of the product for the sets that it is measured on; see the README there."""
