@@ file odd
@@ path Lib/test/módulo_größe.py
"""Módulo de práctica: names and text beyond ASCII — 漢字, emoji 🐍, e and a combining accent é."""

GRÖSSE = 42


def größe_prüfen(länge):
    """Ist die Länge klein genug?"""
    if länge > GRÖSSE:
        raise ValueError(f"zu groß: {länge} ← nicht erlaubt")
    return länge
