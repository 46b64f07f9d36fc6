"""Zip archives, web archives and mail: what is in them comes out, and nothing else happens."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.capture.factories import run_bytes
from tests.read import hostile
from walkout.capture import Limits
from walkout.model import media

STORY = hostile.STORY.encode()
PAGE = hostile.page(f"<p>{hostile.STORY}</p>")


class TestZip:
    """Zip archives."""

    def test_members_are_documents(self) -> None:
        """Each knows the archive and its place in it; what is inside is told by content too."""
        table = b"date,text\n2018-07-27,Workers of the plant stopped work.\n"
        run = run_bytes(
            hostile.zipped({"b/report.txt": STORY, "a.csv": table, "photo.bin": hostile.JPEG}),
            "reports.zip",
        )
        archive, text, csv, row, photo = run.captures
        assert archive.media_type == media.ZIP
        assert (text.name, text.locator, text.part_of) == ("report.txt", "b/report.txt", archive.id)
        assert csv.part_of == archive.id
        assert row.part_of == csv.id
        assert photo.media_type == "image/jpeg"

    @pytest.mark.parametrize(
        "name",
        ["../../escape.txt", "/etc/passwd", "a/../../b.txt", "..\\x.txt", "C:\\x.txt", "\\x.txt"],
    )
    def test_a_name_that_leads_outside_is_refused_and_the_rest_goes_on(self, name: str) -> None:
        """Nothing is written anywhere, but a name like that is no accident."""
        run = run_bytes(hostile.zipped({name: b"x", "good.txt": STORY}), "slip.zip")
        assert run.codes == ["HostileDocumentError"]
        assert run.faults[0].issue.where["file"] == "slip.zip"
        assert [c.name for c in run.captures] == ["slip.zip", "good.txt"]

    def test_a_bomb_is_refused_by_its_growth(self) -> None:
        """It is stopped on the way; the archive is kept."""
        run = run_bytes(hostile.zip_bomb(), "bomb.zip")
        assert run.codes == ["HostileDocumentError"]
        assert [c.media_type for c in run.captures] == [media.ZIP]
        assert run.faults[0].issue.document == run.captures[0].id

    def test_a_bomb_is_refused_by_what_it_says(self) -> None:
        """An archive that says it holds gigabytes is not opened."""
        run = run_bytes(hostile.zip_liar(0xFFFFFFF0, STORY), "a.zip")
        assert run.codes == ["HostileDocumentError"]

    def test_a_bomb_that_lies_about_its_size_is_stopped(self) -> None:
        """What is said is not believed; what comes out is counted."""
        run = run_bytes(hostile.zip_liar(10, b"0" * (64 << 20)), "a.zip")
        assert run.codes in (["HostileDocumentError"], ["UnreadableError"])
        assert len(run.captures) == 1

    def test_all_members_together_have_a_limit(self) -> None:
        """Many members that are harmless alone are a bomb together."""
        members = {f"{i}.zip": hostile.zipped({"a.txt": bytes(4 << 20)}) for i in range(9)}
        run = run_bytes(hostile.zipped(members), "a.zip", limits=Limits(unpacked_bytes=16 << 20))
        assert run.codes[-1] == "HostileDocumentError"
        assert sum(len(c.content) for c in run.captures) < 40 << 20

    def test_members_are_counted(self) -> None:
        """A million empty members are one fault."""
        run = run_bytes(
            hostile.zipped({f"{i}.txt": b"x" for i in range(30)}),
            "a.zip",
            limits=Limits(entries=20),
        )
        assert run.codes == ["HostileDocumentError"]

    def test_archives_stand_in_archives_three_deep(self) -> None:
        """Deeper ones are kept and not opened."""
        three = run_bytes(hostile.zip_nested(3, {"deep.txt": STORY}), "a.zip")
        assert [c.name for c in three.captures][-1] == "deep.txt"
        assert three.faults == []
        four = run_bytes(hostile.zip_nested(4, {"deep.txt": STORY}), "a.zip")
        assert four.codes == ["HostileDocumentError"]
        assert [c.media_type for c in four.captures] == [media.ZIP] * 4

    def test_names_in_gbk_are_read(self) -> None:
        """Archives packed on Chinese systems do not say in what their names are written."""
        data = hostile.zip_with_raw_name("临江罢工/报告.txt".encode("gb18030"), STORY)
        run = run_bytes(data, "a.zip")
        assert (run.captures[1].name, run.captures[1].locator) == ("报告.txt", "临江罢工/报告.txt")

    def test_a_name_told_in_unicode_is_read(self) -> None:
        """Some packers write the name twice."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            info = zipfile.ZipInfo("plain.txt")
            name = "报告.txt".encode()
            info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
            archive.writestr(info, STORY)
        assert run_bytes(out.getvalue(), "a.zip").captures[1].name == "报告.txt"

    def test_a_member_without_a_name_is_read(self) -> None:
        """It is called so."""
        data = hostile.zipped({"": STORY})
        assert run_bytes(data, "a.zip").captures[1].name == "unnamed"

    def test_a_packing_that_is_not_known_is_one_fault(self) -> None:
        """It says what to do."""
        data = bytearray(hostile.zipped({"a.txt": STORY}))
        at = data.find(b"PK\x01\x02")
        data[8:10] = data[at + 10 : at + 12] = (93).to_bytes(2, "little")
        run = run_bytes(bytes(data), "a.zip")
        assert run.codes == ["UnreadableError"]
        assert "not known" in run.faults[0].issue.problem

    def test_a_member_that_is_too_large_is_one_fault_and_the_rest_goes_on(self) -> None:
        """A film among reports."""
        run = run_bytes(
            hostile.zipped({"a.mp4": hostile.MP4 * 900, "b.txt": STORY}),
            "a.zip",
            limits=Limits(document_bytes=50_000),
        )
        assert run.codes == ["UnreadableError"]
        assert [c.name for c in run.captures] == ["a.zip", "b.txt"]

    def test_an_encrypted_archive_is_one_fault(self) -> None:
        """It is kept, and the fault says what to do."""
        run = run_bytes(hostile.zip_locked("a.txt", STORY), "a.zip")
        assert run.codes == ["LockedDocumentError"]
        assert "password" in run.faults[0].issue.fix

    def test_a_damaged_member_is_one_fault_and_the_rest_goes_on(self) -> None:
        """Its checksum tells."""
        data = bytearray(
            hostile.zipped({"bad.txt": STORY, "good.txt": STORY + b"!"}, packing=zipfile.ZIP_STORED)
        )
        data[data.find(STORY) + 9] ^= 1
        run = run_bytes(bytes(data), "a.zip")
        assert run.codes == ["UnreadableError"]
        assert run.faults[0].issue.where["at"] == "bad.txt"
        assert [c.name for c in run.captures] == ["a.zip", "good.txt"]

    def test_an_empty_or_cut_archive_is_one_fault(self) -> None:
        """Both are kept and listed."""
        assert run_bytes(hostile.zipped({}), "a.zip").codes == ["EmptyDocumentError"]
        cut = run_bytes(hostile.zipped({"a.txt": STORY})[:-30], "a.zip")
        assert cut.codes == ["UnreadableError"]
        assert cut.faults[0].capture is not None

    def test_litter_and_links_are_left_out(self) -> None:
        """What systems pack along is no document, and a link is not followed."""
        data = bytearray(
            hostile.zipped({"__MACOSX/._a": b"x", ".DS_Store": b"x", "a.js": b"x", "ln": b"/etc"})
        )
        at = data.find(b"PK\x01\x02", data.find(b"ln", data.find(b"PK\x01\x02")) - 60)
        data[at + 38 : at + 42] = (0o120777 << 16).to_bytes(4, "little")
        run = run_bytes(bytes(data), "a.zip")
        assert [c.name for c in run.captures] == ["a.zip"]
        assert len([n for n in run.notices if n.code == "skipped"]) == 4


class TestWarc:
    """Web archives."""

    def test_pages_are_documents_with_address_and_time(self) -> None:
        """Pages, text and PDF are taken; pictures, scripts and errors are counted."""
        records = [
            hostile.warc_record("https://n.example/2018/a.html", PAGE.encode()),
            hostile.warc_record("https://n.example/p.jpg", hostile.JPEG, "image/jpeg"),
            hostile.warc_record("https://n.example/x.js", b"x()", "application/javascript"),
            hostile.warc_record("https://n.example/gone", b"<p>x</p>", status=404),
            hostile.warc_record("https://n.example/robots.txt", b"x", "text/plain"),
            hostile.warc_record("https://n.example/a.html", b"", "text/html", kind="request"),
            hostile.warc_record(
                "https://n.example/gb", PAGE.encode("gb18030"), "text/html; charset=GB2312"
            ),
        ]
        for content, name in (
            (b"".join(records), "a.warc"),
            (hostile.gzipped(records), "a.warc.gz"),
        ):
            run = run_bytes(content, name)
            archive, first, second = run.captures
            assert archive.media_type == media.WARC
            assert first.url == "https://n.example/2018/a.html"
            assert first.name == "a.html"
            assert first.captured_at == datetime(2018, 7, 28, 1, 2, 3, tzinfo=UTC)
            assert first.content == PAGE.encode()
            assert second.media_type == "text/html; charset=gb2312"
            assert run.faults == []
            assert run.notices[0].where["pages"] == 2

    @pytest.mark.parametrize(
        ("headers", "body"),
        [
            pytest.param("Content-Encoding: gzip\r\n", hostile.gzipped([PAGE.encode()]), id="gzip"),
            pytest.param(
                "Transfer-Encoding: chunked\r\n",
                b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode()),
                id="chunked",
            ),
        ],
    )
    def test_packed_bodies_are_unpacked(self, headers: str, body: bytes) -> None:
        """A document is what a reader of the page saw."""
        record = hostile.warc_record("https://n.example/a", body, headers=headers)
        assert run_bytes(record, "a.warc").captures[1].content == PAGE.encode()

    @pytest.mark.parametrize("gzipped", [False, True])
    @pytest.mark.parametrize("share", [0.3, 0.47, 0.62, 0.95])
    def test_a_cut_archive_gives_its_whole_records_and_one_fault(
        self, gzipped: bool, share: float
    ) -> None:
        """No half page becomes a document."""
        records = [
            hostile.warc_record(f"https://n.example/{i}", PAGE.encode() + b"%d" % i * 90)
            for i in range(8)
        ]
        whole = hostile.gzipped(records) if gzipped else b"".join(records)
        run = run_bytes(whole[: int(len(whole) * share)], "a.warc.gz" if gzipped else "a.warc")
        assert run.codes == ["UnreadableError"]
        pages = [c.content for c in run.captures[1:]]
        assert pages == [PAGE.encode() + b"%d" % i * 90 for i in range(len(pages))]
        assert len(pages) in {int(8 * share) - 1, int(8 * share)}
        assert run.faults[0].issue.document == run.captures[0].id

    def test_a_body_that_is_a_bomb_is_refused(self) -> None:
        """Growth is counted while it happens."""
        record = hostile.warc_record(
            "https://n.example/a", hostile.deflate_bomb(64), headers="Content-Encoding: gzip\r\n"
        )
        run = run_bytes(record, "a.warc")
        assert run.codes == ["HostileDocumentError"]
        assert len(run.captures) == 1

    def test_a_body_that_does_not_unpack_is_one_fault_and_the_rest_goes_on(self) -> None:
        """The record is named."""
        bad = hostile.warc_record(
            "https://n.example/a", b"no gzip", headers="Content-Encoding: gzip\r\n"
        )
        good = hostile.warc_record("https://n.example/b", PAGE.encode())
        run = run_bytes(bad + good, "a.warc")
        assert run.codes == ["UnreadableError"]
        assert run.faults[0].issue.where["at"] == "record 1"
        assert [c.url for c in run.captures[1:]] == ["https://n.example/b"]


class TestMail:
    """Mail and saved pages."""

    def test_a_mail_and_its_attachments_are_documents(self) -> None:
        """Attachments are told by content, keep their names and know when they were sent."""
        content = hostile.mail(
            "See the report.",
            subject="临江罢工",
            attachments={
                "报告.txt": STORY,
                "照片.jpg": hostile.JPEG,
                "all.zip": hostile.zipped({"x.txt": STORY}),
            },
        )
        run = run_bytes(content, "a.eml")
        mail, report, photo, archive, inner = run.captures
        assert (mail.media_type, mail.title) == (media.EML, "临江罢工")
        sent = datetime(2018, 7, 28, 9, 12, tzinfo=timezone(timedelta(hours=8)))
        assert (mail.captured_at, report.captured_at) == (sent, sent)
        assert (report.name, report.content, report.part_of) == ("报告.txt", STORY, mail.id)
        assert photo.media_type == "image/jpeg"
        assert inner.part_of == archive.id

    def test_a_forwarded_mail_is_a_document_of_its_own(self) -> None:
        """Somebody else's words, sent on."""
        inner = hostile.mail("words of the first mail", subject="first").decode()
        outer = (
            "MIME-Version: 1.0\r\nMessage-ID: <2@example.org>\r\nFrom: c@example.org\r\n"
            'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\n'
            "Content-Type: text/plain\r\n\r\nsee below\r\n--o\r\n"
            f"Content-Type: message/rfc822\r\n\r\n{inner}\r\n--o--\r\n"
        )
        run = run_bytes(outer.encode(), "a.eml")
        assert [c.media_type for c in run.captures] == [media.EML, media.EML]
        assert (run.captures[1].title, run.captures[1].part_of) == ("first", run.captures[0].id)

    def test_parts_nested_beyond_reason_are_refused(self) -> None:
        """A mail in a mail, thousands deep, is no mail."""
        run = run_bytes(hostile.nested_mail(5000), "a.eml")
        assert run.codes == ["HostileDocumentError"]

    def test_borders_beyond_reason_are_refused(self) -> None:
        """A line is held against every border that is open, so thousands would take hours."""
        head = "MIME-Version: 1.0\r\nMessage-ID: <1@example.org>\r\nFrom: a@example.org\r\n"
        parts = "".join(
            f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(900)
        )
        run = run_bytes((head + parts + "line\r\n" * 100_000).encode(), "a.eml")
        assert run.codes == ["HostileDocumentError"]

    def test_a_saved_page_is_one_document(self) -> None:
        """Its address and the time of saving are known; its pictures stay inside."""
        run = run_bytes(hostile.mhtml(PAGE), "a.mhtml")
        (page,) = run.captures
        assert (page.media_type, page.url) == (media.MHTML, "https://news.example/1")
        assert page.captured_at == datetime(2018, 7, 29, 10, tzinfo=timezone(timedelta(hours=8)))

    @pytest.mark.parametrize(
        "head",
        [
            pytest.param(b"Subject: =?nocode?B?####?=\r\nDate: rubbish\r\n", id="broken words"),
            pytest.param(b"Subject: \xff\xfe\r\nDate: Sat, 99 Foo 2018\r\n", id="bad bytes"),
            pytest.param(b"Content-Type: multipart/mixed\r\n", id="no border"),
            pytest.param(b"Content-Type: text/plain; charset=\r\n", id="an empty charset"),
        ],
    )
    def test_broken_headers_are_survived(self, head: bytes) -> None:
        """The mail is a document all the same."""
        content = b"MIME-Version: 1.0\r\nFrom: a@example.org\r\n" + head + b"\r\nwords of a strike"
        run = run_bytes(content, "a.eml")
        assert [c.media_type for c in run.captures] == [media.EML]
