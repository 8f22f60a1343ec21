"""Evaluates expressions and templates with the real Jinja2 in strict mode.

Reads {"context": {...}, "sources": [...]} from stdin and writes one {"value": ...} or {"error": ...}
per source. A source is an expression, or after "T:" a template.
"""

import json
import sys

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import SandboxedEnvironment

ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined)


def plain(value):
    """The JSON shape of a result: generators and tuples are lists."""
    if isinstance(value, Undefined):
        raise ValueError("undefined")
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return [plain(item) for item in value]


def evaluate(source, context):
    if source.startswith("T:"):
        return ENVIRONMENT.from_string(source[2:]).render(context)
    expression = ENVIRONMENT.compile_expression(source, undefined_to_none=False)
    return plain(expression(**context))


def answer(source, context):
    try:
        value = evaluate(source, context)
        json.dumps(value, allow_nan=False)
        return {"value": value}
    except Exception as error:
        return {"error": type(error).__name__}


def main():
    request = json.load(sys.stdin)
    answers = [answer(source, request["context"]) for source in request["sources"]]
    json.dump(answers, sys.stdout)


main()
