"""Reads the web sites you follow; writes an RSS feed and one Markdown digest a day."""
