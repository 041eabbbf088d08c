"""The journal: postings as balanced double entries under the company's own accounts."""
