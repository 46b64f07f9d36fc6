# Fields take their types from Django's mypy plugin, which needs settings that only a record has.
# mypy: disable-error-code="var-annotated"
"""The record's tables.

Two tables are the record: `Link`, the chain that never changes, and `Payload`, what its links
commit to and what erasing destroys. All others are a fold over them (`record.fold`): ids, spans,
codes and states, never words. A document's words, names, addresses and keys stand in payloads
once, so that erasing has one place to destroy.
"""

from __future__ import annotations

from django.db import models

from walkout.record.fields import SeqField

_ID = 25


class Link(models.Model):
    """One link of the log: who said what kind of thing when, and what it commits to."""

    seq = SeqField(primary_key=True)
    kind = models.CharField(max_length=16)
    author = models.CharField(max_length=100)
    time = models.CharField(max_length=27)
    commitment = models.BinaryField(max_length=32)
    link = models.BinaryField(max_length=32)

    class Meta:
        """The table's name."""

        db_table = "record_log"


class Payload(models.Model):
    """What a link says, as canonical JSON, with the salt of its commitment; erasable."""

    seq = SeqField(primary_key=True)
    salt = models.BinaryField(max_length=16)
    body = models.BinaryField()


class Document(models.Model):
    """A captured document: its state, its tier, and the pack that holds its bytes."""

    id = models.CharField(max_length=_ID, primary_key=True)
    seq = SeqField()
    state = models.CharField(max_length=9)
    tier = models.CharField(max_length=8, default="team")
    part_of = models.CharField(max_length=_ID, null=True)
    pack = models.CharField(max_length=40)
    pack_offset = models.BigIntegerField()

    class Meta:
        """What it is looked up by."""

        indexes = (models.Index(fields=("pack",), name="record_document_pack"),)


class Reading(models.Model):
    """What one reader version made of a document."""

    id = models.CharField(max_length=_ID, primary_key=True)
    seq = SeqField()
    document = models.CharField(max_length=_ID)
    tier = models.CharField(max_length=8, default="team")

    class Meta:
        """What it is looked up by."""

        indexes = (models.Index(fields=("document",), name="record_reading_document"),)


class Mention(models.Model):
    """A passage about one event; its id stays when its span moves."""

    id = models.CharField(max_length=_ID, primary_key=True)
    seq = SeqField()
    document = models.CharField(max_length=_ID)
    reading = models.CharField(max_length=_ID)
    span_start = models.IntegerField()
    span_end = models.IntegerField()
    live = models.BooleanField()
    tier = models.CharField(max_length=8, default="team")

    class Meta:
        """What it is looked up by."""

        indexes = (models.Index(fields=("document",), name="record_mention_document"),)


class Statement(models.Model):
    """A value that a mention gives for a field; ``seen`` is the last log row that said so.

    ``position`` is its place among the mention's statements, which decides the first of a list.
    """

    seq = SeqField(primary_key=True)
    id = models.CharField(max_length=_ID)
    mention = models.CharField(max_length=_ID)
    field = models.CharField(max_length=32)
    position = models.IntegerField()
    live = models.BooleanField()
    tier = models.CharField(max_length=8, default="team")
    quote_tier = models.CharField(max_length=8, default="team")
    seen = SeqField()

    class Meta:
        """One row for each value of a mention."""

        constraints = (
            models.UniqueConstraint(fields=("mention", "id"), name="record_statement_once"),
        )
        indexes = (models.Index(fields=("id",), name="record_statement_id"),)


class Issue(models.Model):
    """Something that a person should look at, named by a hash of what it says."""

    id = models.CharField(max_length=_ID, primary_key=True)
    seq = SeqField()
    document = models.CharField(max_length=_ID, null=True)
    stage = models.CharField(max_length=8)
    is_open = models.BooleanField()

    class Meta:
        """What it is looked up by."""

        indexes = (models.Index(fields=("document",), name="record_issue_document"),)


class Judgement(models.Model):
    """The latest judgement of one coder family on a pair of mentions."""

    seq = SeqField(primary_key=True)
    mention_a = models.CharField(max_length=_ID)
    mention_b = models.CharField(max_length=_ID)
    family = models.CharField(max_length=100)
    verdict = models.CharField(max_length=12)

    class Meta:
        """One row for each family's word on a pair."""

        constraints = (
            models.UniqueConstraint(
                fields=("mention_a", "mention_b", "family"), name="record_judgement_once"
            ),
        )
        indexes = (models.Index(fields=("mention_b",), name="record_judgement_mention_b"),)


class Event(models.Model):
    """An event id that was minted once; ``merged_into`` is where it redirects to."""

    id = models.CharField(max_length=12, primary_key=True)
    seq = SeqField()
    tier = models.CharField(max_length=8, default="team")
    decided = SeqField(null=True)
    merged_into = models.CharField(max_length=12, null=True)


class Anchor(models.Model):
    """A mention on which an event id stands; the id follows its first anchor that is left."""

    pk = models.CompositePrimaryKey("seq", "position")
    seq = SeqField()
    position = models.IntegerField()
    event = models.CharField(max_length=12)
    mention = models.CharField(max_length=_ID)


class Member(models.Model):
    """A mention that tells an event, as the fold has it now."""

    mention = models.CharField(max_length=_ID, primary_key=True)
    event = models.CharField(max_length=12)

    class Meta:
        """What it is looked up by."""

        indexes = (models.Index(fields=("event",), name="record_member_event"),)


class Run(models.Model):
    """A session that wrote: all rows from its ``seq`` to the next run's belong to it."""

    seq = SeqField(primary_key=True)
    software = models.CharField(max_length=32)


class Release(models.Model):
    """A public version that was made; its row's payload holds the hash of its manifest."""

    number = models.IntegerField(primary_key=True)
    seq = SeqField()
