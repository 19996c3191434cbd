"""What a person writes in a document: kept in its zones through every revision, never overwritten elsewhere."""

import errno

import pytest

from pipeline.build import dispatch, task
from pipeline.build.adopting import ADOPTED, REFUSED, TAKEN_BACK, adopt
from pipeline.build.issuing import issue
from pipeline.build.store import write
from pipeline.build.verify import verify
from pipeline.formats.docx_origin import origin_of, with_origin
from pipeline.formats.docx_package import read_parts
from pipeline.formats.redline_program import NoRedlineError
from tests.documents import Printed
from tests.engagement import Engagement
from tests.hand import add_zone, said_in_zones, save_again, track_insertion, write_elsewhere, write_in_zone

IFU = "instructions-for-use"
OWN = "What only a person knows & <means>."


@pytest.fixture
def path(client):
    client.build(only=(IFU,))
    return client.made() / f"{IFU}.docx"


def build(client: Engagement, *, force: bool = False, replace: bool = False) -> tuple[str, list[str]]:
    """Build, and return how the document stands, and the codes of what is told."""
    results = client.build(only=(IFU,), force=force, replace=replace)
    states = {each.id: each.state for result in results for each in result.deliverables}
    return states[IFU], [told.code for result in results for told in result.findings]


def change(client: Engagement, words: str) -> None:
    client.change("tenorscore", logging__deployer_access=words, documents__change_note=words)


class TestZones:
    """Free text goes along."""

    def test_into_the_next_revision(self, client, path):
        key = write_in_zone(path, OWN)
        change(client, "By download.")
        assert build(client) == ("built", ["REV002"])
        assert said_in_zones(path) == {key: OWN}
        assert "By download." in Printed(path.read_bytes()).text

    def test_into_every_later_one(self, client, path):
        key = write_in_zone(path, OWN)
        for words in ("By download.", "By letter.", "By telephone."):
            change(client, words)
            build(client)
            assert said_in_zones(path) == {key: OWN}

    def test_although_nothing_has_changed_and_it_is_made_again(self, client, path):
        key = write_in_zone(path, OWN)
        assert build(client, force=True)[0] == "built"
        assert said_in_zones(path) == {key: OWN}
        assert build(client, force=True)[0] == "built"
        assert said_in_zones(path) == {key: OWN}

    def test_the_file_that_the_person_saved_is_kept_with_its_revision(self, client, path):
        write_in_zone(path, OWN)
        saved = path.read_bytes()
        change(client, "By download.")
        build(client)
        assert (client.made() / "revisions" / "1" / path.name).read_bytes() == saved

    def test_the_file_is_kept_where_no_revision_opens_either(self, client, path):
        write_in_zone(path, OWN)
        saved = path.read_bytes()
        build(client, force=True)
        assert saved in [path.read_bytes(), *(each.read_bytes() for each in client.made().rglob("*.docx"))]

    def test_without_a_change_it_belongs_to_the_document(self, client, path):
        write_in_zone(path, OWN)
        saved = path.read_bytes()
        assert build(client) == ("unchanged", [])
        made = client.record().of(IFU)
        assert made is not None
        assert (path.read_bytes(), made.has_free_text, made.is_adopted) == (saved, True, False)

    def test_text_that_was_added_later_goes_along_with_the_other(self, client, path):
        first, *_ = zones = (write_in_zone(path, OWN), "ifu_b_vii")
        change(client, "By download.")
        build(client)
        write_in_zone(path, "Later words.", "ifu_b_vii")
        change(client, "By letter.")
        build(client)
        assert said_in_zones(path).keys() == set(zones)
        assert OWN in said_in_zones(path)[first]

    def test_what_changed_beside_it_is_remarked(self, client, path):
        for key in ("ifu_a", "ifu_b_vii", "ifu_f"):
            if key in Zones.of(path):
                write_in_zone(path, OWN, key)
        change(client, "By download.")
        build(client)
        comments = read_parts(path.read_bytes()).get("word/comments.xml", b"").decode()
        assert "The facts beside this text changed since it was written" in comments
        assert "By download." in comments

    def test_text_whose_zone_is_gone_is_kept_in_a_file_of_its_own(self, client, path):
        add_zone(path, OWN, "of_old")
        change(client, "By download.")
        assert build(client) == ("built", ["REV003"])
        assert OWN in Printed((client.made() / f"{IFU}.kept-text.docx").read_bytes()).text
        add_zone(path, "More words.", "of_old")
        change(client, "By letter.")
        build(client)
        assert OWN in Printed((client.made() / f"{IFU}.kept-text.docx").read_bytes()).text
        assert "More words." in Printed((client.made() / f"{IFU}.kept-text-2.docx").read_bytes()).text

    def test_saving_again_without_a_change_is_no_edit(self, client, path):
        save_again(path)
        change(client, "By download.")
        assert build(client) == ("built", [])


class Zones:
    """The keys of the zones of a document."""

    @staticmethod
    def of(path) -> set[str]:
        from pipeline.formats.docx_zones import zones_in

        return set(zones_in(path.read_bytes()))


class TestElsewhere:
    """Outside its zones nothing of a person's is overwritten."""

    def test_the_new_version_is_put_beside_it(self, client, path):
        write_elsewhere(path)
        saved = path.read_bytes()
        change(client, "By download.")
        assert build(client) == ("kept-edited", ["BLD001"])
        assert path.read_bytes() == saved
        assert "By download." in Printed((client.made() / f"{IFU}.new.docx").read_bytes()).text

    def test_with_the_text_of_its_zones(self, client, path):
        key = write_in_zone(path, OWN)
        write_elsewhere(path)
        change(client, "By download.")
        build(client)
        assert said_in_zones(client.made() / f"{IFU}.new.docx") == {key: OWN}

    def test_replacing_it_keeps_it_with_its_revision_and_its_text_in_the_zones(self, client, path):
        key = write_in_zone(path, OWN)
        write_elsewhere(path)
        saved = path.read_bytes()
        assert build(client, replace=True)[0] == "built"
        assert said_in_zones(path) == {key: OWN}
        assert saved in [each.read_bytes() for each in (client.made() / "revisions").rglob("*.docx")]

    def test_a_file_that_was_emptied_is_not_what_was_made(self, client, path):
        path.write_bytes(b"")
        assert build(client) == ("kept-edited", [])

    def test_an_edit_that_is_taken_back_makes_room_for_the_version_that_waits(self, client, path):
        former = path.read_bytes()
        write_elsewhere(path)
        change(client, "By download.")
        build(client)
        path.write_bytes(former)
        assert build(client) == ("built", [])
        assert "By download." in Printed(path.read_bytes()).text
        assert sorted(each.name for each in client.made().glob("*.docx")) == [path.name]
        assert build(client) == ("unchanged", [])

    def test_what_somebody_saves_while_it_is_made_is_left_alone(self, client, path, monkeypatch):
        change(client, "By download.")
        make = task.make_system

        def made_meanwhile(*arguments, **named):
            made = make(*arguments, **named)
            write_elsewhere(path)
            return made

        monkeypatch.setattr(dispatch, "make_system", made_meanwhile)
        state, codes = build(client)
        assert (state, codes) == ("kept-edited", ["BLD005"])
        assert "Words of a person." in Printed(path.read_bytes()).text

    def test_one_that_is_open_in_another_program_is_left_and_the_others_are_made(self, client, path, monkeypatch):
        client.build(only=(IFU, "declaration-of-conformity"))
        before = path.read_bytes()
        client.change("tenorscore", system__name="Another", documents__change_note="Name")

        def refuse(place, content):
            if place == path:
                raise PermissionError(errno.EACCES, "Permission denied")
            return write(place, content)

        with monkeypatch.context() as held:
            held.setattr("pipeline.build.writer.write", refuse)
            results = client.build(only=(IFU, "declaration-of-conformity"))
        states = {each.id: each.state for result in results for each in result.deliverables}
        assert states == {IFU: "kept-edited", "declaration-of-conformity": "built"}
        assert [told.code for result in results for told in result.findings] == ["BLD006"]
        assert path.read_bytes() == before
        assert build(client)[0] == "built"
        assert client.record().revisions[-1].number == 4


class TestAdopt:
    """A person says which file is the document."""

    @pytest.fixture
    def finished(self, client, path):
        write_elsewhere(path)
        change(client, "By download.")
        build(client)
        return path

    def test_the_edited_document_is_the_document_then(self, client, finished):
        saved = finished.read_bytes()
        assert adopt(finished, client.catalogue).state == ADOPTED
        assert build(client) == ("unchanged", [])
        assert finished.read_bytes() == saved
        assert sorted(path.name for path in client.made().glob("*.docx")) == [finished.name]

    def test_a_later_version_is_put_beside_it_and_never_over_it(self, client, finished):
        adopt(finished, client.catalogue)
        saved = finished.read_bytes()
        change(client, "By letter.")
        for _ in range(2):
            assert build(client) == ("kept-edited", ["BLD001"])
        assert finished.read_bytes() == saved
        assert adopt(finished, client.catalogue).state == ADOPTED
        assert build(client) == ("unchanged", [])

    def test_what_was_adopted_is_adopted_when_it_is_asked_again(self, client, finished):
        adopt(finished, client.catalogue)
        assert adopt(finished, client.catalogue).state == ADOPTED

    def test_the_newer_version_takes_the_place_of_the_edited_one_which_is_kept(self, client, finished):
        saved = finished.read_bytes()
        adopted = adopt(client.made() / f"{IFU}.new.docx", client.catalogue)
        assert (adopted.path, adopted.state) == (finished, TAKEN_BACK)
        assert "By download." in Printed(finished.read_bytes()).text
        assert saved in [path.read_bytes() for path in (client.made() / "revisions").rglob("*.docx")]
        assert build(client) == ("unchanged", [])

    def test_what_a_person_wrote_in_the_waiting_version_is_kept_where_the_other_is_adopted(self, client, finished):
        waiting = client.made() / f"{IFU}.new.docx"
        write_elsewhere(waiting, "Other words.")
        saved = waiting.read_bytes()
        adopt(finished, client.catalogue)
        assert saved in [path.read_bytes() for path in (client.made() / "revisions").rglob("*.docx")]

    def test_tracked_changes_have_to_be_settled_first(self, client, path):
        track_insertion(path)
        adopted = adopt(path, client.catalogue)
        assert (adopted.state, [told.code for told in adopted.findings]) == (REFUSED, ["REV009"])

    def test_a_document_of_a_lost_record_is_taken_back_by_what_it_says_of_itself(self, client, path):
        key = write_in_zone(path, OWN)
        (client.made() / "manifest.json").unlink()
        assert adopt(path, client.catalogue).state == TAKEN_BACK
        assert build(client)[0] == "unchanged"
        change(client, "By download.")
        assert build(client)[0] == "built"
        assert said_in_zones(path) == {key: OWN}

    def test_an_edited_one_of_a_lost_record_is_adopted(self, client, path):
        write_elsewhere(path)
        (client.made() / "manifest.json").unlink()
        assert adopt(path, client.catalogue).state == ADOPTED
        assert build(client) == ("unchanged", [])

    @pytest.mark.parametrize(
        "name",
        [
            *("notes.docx", "instructions-for-use.pdf", "manifest.json", "revisions/1/instructions-for-use.docx"),
            *("issued/1/instructions-for-use.docx", "instructions-for-use.kept-text.docx"),
        ],
    )
    def test_what_is_no_document_of_the_system_is_refused(self, client, path, name):
        other = client.made() / name
        if not other.exists():
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_bytes(path.read_bytes())
        assert adopt(other, client.catalogue).state == REFUSED

    @pytest.mark.parametrize(("old", "new"), [("tenorscore ", "another "), (IFU, "annex-iv")])
    def test_a_document_of_another_system_or_of_another_kind_is_refused(self, client, path, old, new):
        content = path.read_bytes()
        path.write_bytes(with_origin(content, origin_of(content).replace(old, new)))
        write_elsewhere(path)
        assert adopt(path, client.catalogue).state == REFUSED

    def test_what_is_no_document_at_all_is_refused(self, client, path):
        path.write_bytes(b"")
        assert adopt(path, client.catalogue).state == REFUSED

    def test_files_that_only_begin_as_a_waiting_version_are_left_alone(self, client, path):
        own = path.with_name(f"{IFU}.newsletter.docx")
        own.write_bytes(b"Of a person.")
        write_elsewhere(path)
        assert adopt(path, client.catalogue).state == ADOPTED
        assert own.read_bytes() == b"Of a person."

    def test_a_document_that_was_not_edited_needs_none(self, client, path):
        assert adopt(path, client.catalogue).state == TAKEN_BACK
        assert build(client) == ("unchanged", [])


class TestRedline:
    """What changed, as tracked changes; the engine is an extra, so one of the test's own stands in for it."""

    @pytest.fixture(autouse=True)
    def engine(self, monkeypatch):
        calls = []

        def compare(before, after, author, day, *, title=""):
            calls.append((before, after, title))
            return after + b" "

        monkeypatch.setattr("pipeline.build.redline.redline", compare)
        return calls

    def test_beside_an_edited_document_from_it_to_the_new_one(self, client, path, engine):
        write_elsewhere(path)
        saved = path.read_bytes()
        change(client, "By download.")
        build(client)
        new = client.made() / f"{IFU}.new.docx"
        assert [(before, after) for before, after, _ in engine] == [(saved, new.read_bytes())]
        assert (client.made() / f"{IFU}.redline.docx").read_bytes() == new.read_bytes() + b" "

    def test_one_that_was_settled_is_missed_by_nobody(self, client, path):
        write_elsewhere(path)
        change(client, "By download.")
        build(client)
        settled = client.made() / f"{IFU}.redline.docx"
        settled.write_bytes((client.made() / f"{IFU}.new.docx").read_bytes())
        adopt(settled, client.catalogue)
        assert {each.state for each in verify([client.made()])} == {"intact"}

    def test_one_that_lies_beside_what_is_issued_is_not_looked_for_there(self, client, path):
        write_in_zone(path, OWN)
        change(client, "By download.")
        client.build(only=(IFU,), redline=True)
        issue(client.made(), IFU, client.catalogue)
        assert [each.path for each in verify([client.made()]) if each.state == "missing"] == []

    def test_beside_a_changed_document_where_it_is_asked_for(self, client, path, engine):
        former = path.read_bytes()
        change(client, "By download.")
        client.build(only=(IFU,), redline=True)
        assert engine == [(former, path.read_bytes(), "Comparison of revision 1 with revision 2")]

    @pytest.mark.usefixtures("path")
    def test_not_where_it_is_not(self, client, engine):
        change(client, "By download.")
        build(client)
        assert engine == []

    def test_made_later_it_is_of_the_same_two_versions(self, client, path, engine):
        former = path.read_bytes()
        change(client, "By download.")
        build(client)
        for _ in range(2):
            client.build(only=(IFU,), redline=True)
        assert engine == [(former, path.read_bytes(), "Comparison of revision 1 with revision 2")]

    def test_from_what_was_issued_last(self, client, path, engine):
        issue(client.made(), IFU, client.catalogue)
        issued = path.read_bytes()
        for words in ("By download.", "By letter."):
            change(client, words)
            client.build(only=(IFU,), redline=True)
        assert [(before, title) for before, _, title in engine] == [
            (issued, "Comparison of revision 1 with revision 2"),
            (issued, "Comparison of revision 1 with revision 3"),
        ]

    @pytest.mark.usefixtures("path")
    def test_one_that_leads_to_an_older_version_is_taken_away(self, client):
        change(client, "By download.")
        client.build(only=(IFU,), redline=True)
        change(client, "By letter.")
        build(client)
        assert not (client.made() / f"{IFU}.redline.docx").exists()

    @pytest.mark.usefixtures("path")
    def test_one_in_which_a_person_works_stays(self, client):
        change(client, "By download.")
        client.build(only=(IFU,), redline=True)
        worked_in = client.made() / f"{IFU}.redline.docx"
        worked_in.write_bytes(b"settled by a person")
        change(client, "By letter.")
        client.build(only=(IFU,), redline=True)
        assert worked_in.read_bytes() == b"settled by a person"
        assert (client.made() / f"{IFU}.redline-2.docx").is_file()

    def test_what_cannot_be_compared_is_told_and_the_document_is_made(self, client, path, monkeypatch):
        def refuse(*_, **__):
            raise NoRedlineError("pip")

        monkeypatch.setattr("pipeline.build.redline.redline", refuse)
        change(client, "By download.")
        results = client.build(only=(IFU,), redline=True)
        assert [told.code for result in results for told in result.findings] == ["RED001"]
        assert "By download." in Printed(path.read_bytes()).text
