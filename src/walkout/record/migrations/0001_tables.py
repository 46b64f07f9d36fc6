from django.db import migrations, models

import walkout.record.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seq", walkout.record.fields.SeqField()),
                ("position", models.IntegerField()),
                ("event", models.CharField(max_length=12)),
                ("mention", models.CharField(max_length=25)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("seq", walkout.record.fields.SeqField()),
                ("tier", models.CharField(default="team", max_length=8)),
                ("decided", walkout.record.fields.SeqField(null=True)),
                ("merged_into", models.CharField(max_length=12, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("seq", walkout.record.fields.SeqField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("author", models.CharField(max_length=100)),
                ("time", models.CharField(max_length=27)),
                ("commitment", models.BinaryField(max_length=32)),
                ("link", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "record_log",
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                ("seq", walkout.record.fields.SeqField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField(max_length=16)),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("seq", walkout.record.fields.SeqField()),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("seq", walkout.record.fields.SeqField(primary_key=True, serialize=False)),
                ("software", models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.CharField(max_length=25, primary_key=True, serialize=False)),
                ("seq", walkout.record.fields.SeqField()),
                ("state", models.CharField(max_length=9)),
                ("tier", models.CharField(default="team", max_length=8)),
                ("part_of", models.CharField(max_length=25, null=True)),
                ("pack", models.CharField(max_length=40)),
                ("pack_offset", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["pack"], name="record_document_pack")],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.CharField(max_length=25, primary_key=True, serialize=False)),
                ("seq", walkout.record.fields.SeqField()),
                ("document", models.CharField(max_length=25, null=True)),
                ("stage", models.CharField(max_length=8)),
                ("is_open", models.BooleanField()),
            ],
            options={
                "indexes": [models.Index(fields=["document"], name="record_issue_document")],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("seq", walkout.record.fields.SeqField(primary_key=True, serialize=False)),
                ("mention_a", models.CharField(max_length=25)),
                ("mention_b", models.CharField(max_length=25)),
                ("family", models.CharField(max_length=100)),
                ("verdict", models.CharField(max_length=12)),
            ],
            options={
                "indexes": [models.Index(fields=["mention_b"], name="record_judgement_mention_b")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mention_a", "mention_b", "family"), name="record_judgement_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("mention", models.CharField(max_length=25, primary_key=True, serialize=False)),
                ("event", models.CharField(max_length=12)),
            ],
            options={
                "indexes": [models.Index(fields=["event"], name="record_member_event")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.CharField(max_length=25, primary_key=True, serialize=False)),
                ("seq", walkout.record.fields.SeqField()),
                ("document", models.CharField(max_length=25)),
                ("reading", models.CharField(max_length=25)),
                ("span_start", models.IntegerField()),
                ("span_end", models.IntegerField()),
                ("live", models.BooleanField()),
                ("tier", models.CharField(default="team", max_length=8)),
            ],
            options={
                "indexes": [models.Index(fields=["document"], name="record_mention_document")],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.CharField(max_length=25, primary_key=True, serialize=False)),
                ("seq", walkout.record.fields.SeqField()),
                ("document", models.CharField(max_length=25)),
                ("tier", models.CharField(default="team", max_length=8)),
            ],
            options={
                "indexes": [models.Index(fields=["document"], name="record_reading_document")],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("seq", walkout.record.fields.SeqField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=25)),
                ("mention", models.CharField(max_length=25)),
                ("field", models.CharField(max_length=32)),
                ("position", models.IntegerField()),
                ("live", models.BooleanField()),
                ("tier", models.CharField(default="team", max_length=8)),
                ("quote_tier", models.CharField(default="team", max_length=8)),
                ("seen", walkout.record.fields.SeqField()),
            ],
            options={
                "indexes": [models.Index(fields=["id"], name="record_statement_id")],
                "constraints": [
                    models.UniqueConstraint(fields=("mention", "id"), name="record_statement_once")
                ],
            },
        ),
    ]
