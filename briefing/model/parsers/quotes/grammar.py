"""Function words of English and French that mark clauses and modify verbs."""


def words(text: str) -> frozenset[str]:
    """A set of the words in a text."""
    return frozenset(text.split())


HAVE = words("has have had having 've 'd a ont avait avaient ai avons eu aurait auraient s'est")
DO = words("do does did")
MODAL = words("would could might may should must will shall can ought peut pourrait devrait")
BE = words("is are was were be been being am est sont était étaient")
NOT = words(
    """not never neither nor hardly didn't doesn't don't hasn't haven't hadn't won't wouldn't
    couldn't can't cannot shouldn't n'a n'ont n'avait jamais pas ne without sans"""
)
ADVERBS = words(
    """also then later even again once just now still already only simply recently earlier further
    soon often repeatedly since too himself herself itself themselves yesterday today instead
    all both meanwhile également aussi notamment ensuite encore toutefois cependant hier enfin
    ailleurs par immédiatement pourtant"""
)
JOINS = words("while whereas but and although though as when because since et mais tandis alors")
"""Conjunctions that put a clause beside another and assert it."""

UNREAL = words("if whether unless until till before si lest")
"""Conjunctions after which nothing is asserted."""

EDGES = (
    JOINS - {"and", "et"}
    | UNREAL
    | words(
        """that who whose whom qui than after where so yet then which what how why or du que qu'il
        qu'elle qu'ils quand où"""
    )
)
"""Words a subject cannot extend across."""

CONNECTORS = words(
    """but and yet so however meanwhile also then later earlier still instead moreover furthermore
    additionally separately nevertheless nonetheless meantime afterwards et mais cependant
    toutefois or enfin puis ensuite for"""
)
"""Words a sentence may begin with, before its subject."""
