"""The catalogue: a released version never moves, and nothing lies about undeclared."""

import hashlib

import pytest

from guichet.letters.catalogue.declarations import (
    DECLARATIONS,
    UnknownLetter,
    declaration,
    latest_version,
)
from guichet.letters.content import Lang
from guichet.letters.rendering import FONTS, TEMPLATES
from tests.letters import samples

RELEASED = {
    "appeal_v2.typ": "065593692c6473011f27053dec4c603da53a33021443142b635416194f4ccdcf",
    "base_v1.typ": "3ea5db683068c1bc38482acd75742e77b2f656f7366cf36c85e7338e2e8f7fa1",
    "DejaVuSans-Bold.ttf": "0d977336a6d5fba34eab8e3199eb218327161b5143749f802982c2bc34df0c96",
    "DejaVuSans.ttf": "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322",
    "NotoSans-Bold.ttf": "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    "NotoSans-Regular.ttf": "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
    "ij_appeal_v1.typ": "275d35ebf4c84fad704b2a9c1aedf993b621b4f149a782b4d910a46683926242",
    "ij_decision_v1.typ": "f3b0042d5a3d38da7de273594d5029a3b9fe829e68bb31767265933aeee2bbb3",
    "ij_decision_v2.typ": "67b0545143dafc166a005d7912a6a22f5eff44ea13e2edd4b4592b6399b5101a",
    "ij_decision_v3.typ": "ec0ebd7f71edd4e5cf89fbb748f47e6ffe606922946a9dda947dd2c1358fbf95",
    "ij_decision_v4.typ": "24fb6541668b5d1fa370fefa0f42c3de77aed022f4de1dd46d2e81037243048f",
    "ij_decision_v5.typ": "130a7a68a937feb721484e6f9432a91278688094ec6ba49fda5c978d5c0abd2a",
    "ij_decision_v6.typ": "fbd2a91212d0c57febf782c1eddd778ddd03c13fea291f002f9d7e615db90f28",
    "ij_statement_v4.typ": "c9d6792e1125810ceab6c40178521c4a48a814d1ab9c97545b39d092872efcbf",
    "ij_late_warning_v1.typ": "ef4012cfefa60a0fd1947f506e5e58efe12a499adbeabb517abecc6d15e29ae0",
    "ij_news_v1.typ": "d8e57fb62dcd33569ac8222bc39394304330664336620575cbed324fd6927607",
    "ij_news_v2.typ": "88b517fd580e8e36c1fdf3cccacb59359a99782bb79d457a2ca7bc688e6f42aa",
    "ij_piece_request_v1.typ": "b11ed43b76bf02810cd22eb6cf44f3987d9e12034ec254628284ec497875bceb",
    "ij_recovery_v1.typ": "df22aaa45616a721b6f4def30b741dedb1d89d54e622e2cc5326883cd4b4f8ec",
    "ij_recovery_lifted_v1.typ": "9f3a65630991a3213ecb689362359a15ade0218a4e321f1e7308ae4a3478094e",
    "ij_recovery_news_v1.typ": "a8de9a8e2896b379c1c649cd9e88c5cd0fb5fce76e3b82906a9e1c48390508cb",
    "ij_recovery_news_v2.typ": "f45edf86276fcac717e88827069064cf37adaccdc7163cb423f02f025693d246",
    "notice_part_3_v1.typ": "455753377b371eb8a8ae38948cf240b9f997b16db94ed4e00b9e9b8de1c3a153",
    "notice_part_3_v2.typ": "7346574fd0e9aa353dfecb8fb4edd1d466eee7889d8ba3c321d7348c73977fb9",
    "ij_statement_v5.typ": "932bd8dc0050b2156171ce4aeddfa65b173fd56b0d4e396532ef6c6d541538ac",
    "ij_statement_v1.typ": "a1c2e0918fa16ecc8d1ecdc1373b013fee4bd6541872a210f1aa7d0e6396bf6f",
    "ij_statement_v3.typ": "57c0fe33508dadeef37d47af825f3f7dc80d5c2f5859ac9a4668fcf544436faa",
    "ij_statement_v2.typ": "1e784ef8f0463e341463ed31db85b7fb757c0836702b606210a542fb558475c5",
}


def test_released_template_files_and_fonts_never_change():
    """A new wording is a new version in new files; letters already sent keep theirs."""
    shipped = [path for pattern in ("*.typ", "fonts/*.ttf") for path in TEMPLATES.glob(pattern)]
    assert {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in shipped
    } == RELEASED


def test_every_template_file_is_declared_and_every_declared_file_exists():
    declared = {name for entry in DECLARATIONS for name in entry.files}
    assert declared == {path.name for path in TEMPLATES.glob("*.typ")}


def test_a_code_and_version_is_declared_once():
    keys = [(entry.code, entry.version) for entry in DECLARATIONS]
    assert len(keys) == len(set(keys))


def test_the_files_that_a_template_imports_are_those_it_declares():
    for entry in DECLARATIONS:
        source = (TEMPLATES / entry.template).read_text(encoding="utf-8")
        assert all(f'#import "{name}"' in source for name in entry.shared)
        assert source.count("#import") == len(entry.shared)


def test_a_letter_that_may_be_unfavourable_is_declared_so():
    unfavourable = {
        type(letter) for letter in (samples.refused(), samples.recovery(), samples.recovery_news())
    }
    for entry in DECLARATIONS:
        assert entry.may_be_unfavourable == (entry.content in unfavourable)


def test_the_latest_version_is_found_and_an_unknown_letter_refused_in_words():
    assert latest_version("ij_decision") == 6
    assert declaration("ij_decision", 1).content is type(samples.granted())
    with pytest.raises(UnknownLetter, match="pas au catalogue"):
        latest_version("inconnue")
    with pytest.raises(UnknownLetter, match="version 7"):
        declaration("ij_decision", 7)


@pytest.mark.parametrize(
    "build",
    [
        samples.piece_request,
        samples.recovery,
        samples.statement,
        samples.late_warning,
        samples.part_three,
    ],
)
def test_a_letter_with_one_subject_has_the_title_of_its_declaration(build):
    entry = next(e for e in DECLARATIONS if e.content is type(build()))
    assert entry.title_fr == build(Lang.FR).subject
    assert entry.title_en == build(Lang.EN).subject


def test_fonts_come_with_their_licences_and_stay_small():
    fonts = sorted(FONTS.glob("*.ttf"))
    assert sum(path.stat().st_size for path in fonts) < 3_000_000
    for path in fonts:
        family = path.stem.split("-")[0]
        assert (FONTS / f"LICENSE-{family}.txt").read_text(encoding="utf-8").strip()
