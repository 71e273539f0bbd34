"""A Textual program with nothing in it: what no Textual program can start faster than."""

from textual.app import App

if __name__ == "__main__":
    App[None]().run()
