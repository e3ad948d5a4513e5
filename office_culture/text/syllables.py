"""Vietnamese syllables: onset, rhyme and tone."""

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SPELLED = """
ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x

a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât  e eo ec em en eng ep et
ê êu êch êm ên ênh êp êt êc êng  i ia iu ich im in inh ip it iêc iêm iên iêng iêp iêt iêu ic ing  o oa oai oac
oach oam oan oang oanh oap oat oay oao oau oăc oăm oăn oăng oăt oe oen oeo oet oem oi oc om on ong  op ot ooc
oong ô ôi ôc ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt ơng ơc  u ua ui uc um un ung up ut uâ uân uâng uât uây ue
uê uêch uên uênh uêt uêu uôi uôc uôm uôn uông uôt uơ uy uya  uych uyên uyêt uynh uyp uyt uyu uyn  ư ưa ưc ưi
ưm ưn ưng ưt ưu ươi ươc ươm ươn ương ươp ươt ươu  y yêm yên yêng yêt yêu ych ynh yt yn ym yp
"""
# Onsets, then rhymes with every spelling in use: hòa and hoà are one rhyme, as the tone is taken off first.
_ONSETS, _RHYMES = (part.split() for part in _SPELLED.split("\n\n"))
_STOPPED = re.compile("(?:c|ch|p|t)$")
_SHARP_OR_HEAVY = {"\u0301", "\u0323"}


def is_syllable(word: str) -> bool:
    """Whether a word is one syllable as the language spells it: "trường", "Nguyễn", "hoà"; not "Tr­êng", "Müller"."""
    letters, tones = "", set()
    for sign in unicodedata.normalize("NFD", word.casefold()):
        if sign in _TONES:
            tones.add(sign)
        else:
            letters += sign
    letters = unicodedata.normalize("NFC", letters)
    if len(tones) > 1:
        return False
    return any(_is_rhyme(rhyme, tones) for rhyme in _after_onset(letters))


def _after_onset(letters: str) -> list[str]:
    """The possible rhymes behind each onset: "gin" is gi-n and g-in, "quên" qu-ên."""
    rhymes = [letters[len(onset) :] for onset in _ONSETS if letters.startswith(onset)]
    if letters.startswith("gi"):
        rhymes.append("i" + letters[2:])
    return [*rhymes, letters]


def _is_rhyme(rhyme: str, tones: set[str]) -> bool:
    if rhyme not in _RHYMES:
        return False
    return not _STOPPED.search(rhyme) or tones <= _SHARP_OR_HEAVY
