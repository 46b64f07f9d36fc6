"""The Django application of the record."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Names the application's tables ``record_...``."""

    name = "walkout.record"
    label = "record"
    verbose_name = "Walkout record"
