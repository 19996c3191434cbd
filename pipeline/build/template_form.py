"""The compiled form of a template: made once for each content, and kept beside parsed declarations."""

import hashlib
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from msgspec import DecodeError, msgpack
from msgspec.structs import replace
from platformdirs import user_cache_path

from pipeline import __version__
from pipeline.build.store import write
from pipeline.build.template import Template
from pipeline.formats.docx_compiled import CompiledTemplate, TemplateError


def with_form(template: Template) -> Template:
    """Return a template with its compiled form: the one that is kept of it, or a new one, which is kept.

    Args:
        template: of a Word document; one that cannot be compiled is returned as it is, and told when it is rendered.
    """
    kept = user_cache_path("ai-act-dossier") / f"form-{_digest(template.content)}.msgpack"
    try:
        return replace(template, form=kept.read_bytes())
    except OSError:
        pass
    try:
        form = msgpack.encode(_compiled(template.content))
    except TemplateError:
        return template
    # A cache that cannot be written costs time and nothing else.
    with suppress(OSError):
        write(kept, form)
    return replace(template, form=form)


def form_of(template: Template) -> CompiledTemplate:
    """Return the compiled form of a template.

    Raises:
        TemplateError: it cannot be rendered.
    """
    try:
        return _decoded(template.form) if template.form else _compiled(template.content)
    except DecodeError:
        # A copy that was cut off is none.
        return _compiled(template.content)


@lru_cache(maxsize=32)
def _decoded(form: bytes) -> CompiledTemplate:
    return msgpack.decode(form, type=CompiledTemplate)


def _compiled(content: bytes) -> CompiledTemplate:
    # Loaded where a template is compiled: docxtpl takes longer to load than documents take to make.
    from pipeline.formats.docx_renderer import compiled

    return compiled(content)


def _digest(content: bytes) -> str:
    """Return what a compiled form hangs on: the template, the code that compiles, and the Python that runs it."""
    return hashlib.sha256(f"{__version__}\n{_compiler()}".encode() + content).hexdigest()


@lru_cache(maxsize=1)
def _compiler() -> str:
    """Return what identifies the code that compiles: looked at once, not for each template."""
    code = Path(__file__).parents[1] / "formats"
    files = ((file.name, file.stat()) for file in sorted(code.glob("*.py")))
    told = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in files]
    return "\n".join((str(sys.implementation.cache_tag), version("jinja2"), version("docxtpl"), *told))
