"""Who proposed a text, in words."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.printed_lists import split_printed_list
from votes.web.wording import join_names

# Of more proposers than this, the first ones are named, and the others counted.
MOST_PROPOSERS = 3

# "Finland (on behalf of the European Union)", "Cuba on behalf of a group of States".
_ON_BEHALF = re.compile(r"^(?P<name>.*?)\s*\(?\s*\bon behalf of (?P<group>.*?)\s*\)?$", re.IGNORECASE)


def name_proposers(named: Mapping[str, str], printed: str, most: int | None = MOST_PROPOSERS) -> str:
    """'Egypt and Iraq', 'Finland on behalf of the European Union', 'China, Cuba, Egypt and 2 others'; '' if unknown.

    `named`: the States and groups on file, by name, as used inside a sentence. `printed`: the list in the source. Its
    order counts, since the State that spoke comes first, and so do the names in it that are not on file. `most`: of
    more than this the others are counted; None names all.
    """
    parts = name_parts(named, printed) if printed else list(named.values())
    if most is None or len(parts) <= most:
        return join_names(parts)
    others = len(parts) - most
    return ngettext("%(named)s and %(n)s other", "%(named)s and %(n)s others", others) % {
        "named": ", ".join(parts[:most]),
        "n": others,
    }


def name_parts(named: Mapping[str, str], printed: str) -> list[str]:
    """The parts of a printed list, each as inside a sentence; where all are on file, then what is not in the list.

    A name that is not recognised stands as printed, unless it can only be an older name of what is left.
    """
    left = {shorten(name): words for name, words in named.items()}
    parts = [split_group(part) for part in split_printed_list(printed)]
    found = [left.pop(shorten(name), "") for name, _group in parts]
    left = {name: words for name, words in left.items() if name not in printed.casefold()}
    unknown = found.count("")
    if unknown == len(left):
        older = iter(left.values())
        found = [words or next(older) for words in found]
    in_order = [add_group(words or name, group) for words, (name, group) in zip(found, parts, strict=True)]
    speaks_for_group = any(group for _name, group in parts)
    return in_order if unknown or speaks_for_group else [*in_order, *left.values()]


def shorten(name: str) -> str:
    """The key of a name: without what stands in brackets, in small letters."""
    return name.partition(" (")[0].strip().casefold()


def split_group(part: str) -> tuple[str, str]:
    """('Finland', 'the European Union') from 'Finland (on behalf of the European Union)'; no group is ''."""
    match = _ON_BEHALF.match(part)
    return (match["name"].strip(), match["group"]) if match and match["name"] else (part, "")


def add_group(name: str, group: str) -> str:
    return _("%(state)s on behalf of %(group)s") % {"state": name, "group": group} if group else name
