"""The codebook as a page of documentation, made from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from walkout.codebook.entries import Code, Codebook, Field, Relation, Wording

_SIGNS: dict[Relation, str] = {"exact": "=", "broad": "<", "narrow": ">"}

_INTRODUCTION = """\
# Codebook {version}

Made from `src/walkout/codebook/{version}/*.yml` by `python -m walkout.codebook`; edit those files,
not this page. 本页由编码手册的数据生成，请勿直接修改。

- Codes are never edited in place. A changed rule is a new version, and codings made under an older
  one keep its name. 编码一经发布不再修改；规则变动即为新版本。
- Patterns that find codes in text are not part of the codebook; they belong to the rule coder.
- A value that no code fits is kept in its own words in the drift queue.
  没有代码合适的，原文保留在漂移队列。
- The default tier of every value is *team*: what nobody marked public is not in a release.
- All examples are invented.

Crosswalk signs: `=` the same, `<` the code is narrower than the other scheme's label (used only
for writing that scheme), `>` the code is wider than the label (used only for reading it).
"""


def document(codebook: Codebook) -> str:
    """Return the codebook as Markdown, in Chinese and English side by side.

    Example:
        >>> from walkout import codebook
        >>> document(codebook.load()).splitlines()[0]
        '# Codebook v1'
    """
    lines = [_INTRODUCTION.format(version=codebook.version), *_contents(codebook)]
    for field in codebook.fields.values():
        lines.extend(_field(field))
    lines.extend(_schemes(codebook))
    return "\n".join(lines) + "\n"


def _contents(codebook: Codebook) -> Iterator[str]:
    yield "| field | 字段 | codes | several may hold |"
    yield "|---|---|---|---|"
    for field in codebook.fields.values():
        count = "×".join(field.parts) if field.parts else str(len(field.codes))
        several = "yes" if field.multiple else "no"
        yield f"| [{field.id}](#{field.id}) | {field.label.zh} | {count} | {several} |"


def _field(field: Field) -> Iterator[str]:
    yield ""
    yield f"## {field.id}"
    yield ""
    yield f"**{field.label.zh} · {field.label.en}.** {field.definition.zh} {field.definition.en}"
    if field.parts:
        yield ""
        yield "Every code of the first stands with every code of the second. Examples:"
        yield from _table((code for code in field.codes if code.examples.zh), {})
        return
    yield from _table(field.codes, {head.id: head.label for head in field.heads})


def _table(codes: Iterable[Code], heads: Mapping[str, Wording]) -> Iterator[str]:
    yield ""
    yield "| code | definition | include | exclude | examples | crosswalk |"
    yield "|---|---|---|---|---|---|"
    for code in codes:
        name = f"`{code.id}`<br>{_pair(code.label)}"
        if code.head in heads:
            name += f"<br>({heads[code.head].zh} · {heads[code.head].en})"
        if code.extension:
            name += f"<br>(only for {code.extension.upper()})"
        cells = [
            name,
            *(_pair(t) for t in (code.definition, code.include, code.exclude, code.examples)),
            _crosswalk(code),
        ]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _pair(text: Wording) -> str:
    return f"{text.zh}<br>{text.en}"


def _crosswalk(code: Code) -> str:
    return "<br>".join(
        f"{match.scheme.upper()} {_SIGNS[match.relation]} {match.label}" for match in code.crosswalk
    ).replace("$", "\\$")


def _schemes(codebook: Codebook) -> Iterator[str]:
    yield ""
    yield "## Other schemes"
    yield ""
    yield "Labels that cannot be read into a code, and why; their words go to the drift queue."
    for scheme in codebook.schemes.values():
        yield ""
        yield f"**{scheme.id.upper()}**: {scheme.name}"
        yield ""
        for column, labels in scheme.unmapped.items():
            for label, why in labels.items():
                yield f"- {column}, *{label}*: {why}"
