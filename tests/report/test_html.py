import base64
import datetime as dt
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from srdi_sim.policy.policy import Appropriation, Visits
from srdi_sim.report import tables, unknowns, wording
from srdi_sim.report.html import headline, report_html
from srdi_sim.report.text import forecast_text
from srdi_sim.words import LANGS


class Page(HTMLParser):
    """A page as a reader sees it: its text and its tags."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.pieces, self.hidden = [], [], False
        self.feed(page)
        self.text = " ".join(" ".join(self.pieces).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.hidden = tag == "style"

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.pieces.append(data)


def page_of(result, lang="en"):
    return report_html(
        result.outlook,
        result.bill,
        lang,
        version="0.1.0",
        observations=result.observations,
        percentiles=result.percentiles,
    )


@pytest.fixture(scope="module", params=LANGS)
def written(request, result):
    return request.param, page_of(result, request.param)


def test_the_page_loads_nothing_and_runs_nothing(written):
    _, page = written
    for tag, attributes in Page(page).tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "base", "form")
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in ("src", "href", "srcset", "data", "action", "poster"):
                assert value.startswith("data:image/svg+xml;base64,")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    for image in re.findall(r"base64,([^\"]+)\"", page):
        assert not re.search(rb"(href|src)=\"(?!#)", base64.b64decode(image))


def test_the_policy_of_the_page_allows_its_own_style_and_images_only(written):
    _, page = written
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for t, a in Page(page).tags if "http-equiv" in a and t == "meta")
    assert policy.split("; ") == [
        *("default-src 'none'", "img-src data:", f"style-src 'sha256-{digest}'"),
        *("base-uri 'none'", "form-action 'none'"),
    ]
    assert " style=" not in page


def test_the_page_has_every_number_of_the_text(result, written):
    lang, page = written
    shown = Page(page).text
    text = forecast_text(result.outlook, result.bill, lang)
    for number in re.findall(r"\d[\d,]*\.\d\d\b", text):
        assert number in shown
    for row in tables.targets(result.outlook, lang):
        for cell in row:
            assert cell in shown
    assert wording.chance_told(result.outlook.chance_all, lang) in shown
    assert wording.reading_told(result.outlook.scenario.reading, lang) in shown
    assert unknowns.runs_told(result.outlook, lang) in shown


def test_the_page_has_reading_figures_assumptions_and_provenance(result, written):
    lang, page = written
    shown = Page(page)
    assert result.outlook.scenario.sha256 in shown.text
    assert "srdi_sim 0.1.0" in shown.text
    for row in tables.reading(result.outlook, lang):
        assert row[1] in shown.text
    for entry in result.outlook.scenario.uncertainties.entries:
        assert entry.name in shown.text
    assert "https://example.org/x" in shown.text
    images = [attributes for tag, attributes in shown.tags if tag == "img"]
    assert len(images) == 1 + 5 + 5 + 3
    assert all(image["alt"] for image in images)
    assert shown.tags[0] == ("html", {"lang": {"en": "en", "zh": "zh-CN"}[lang]})


def test_the_page_tells_arrears_unpaid_and_unpriced_where_there_are_any(result, tell):
    assert "next appropriation" not in Page(page_of(result)).text
    begun = dt.date(2022, 7, 12)
    limit = Appropriation("budget", begun, cap=300 * 1_000_000)
    capped = tell(levers={"appropriation": limit, "visits": Visits("三(二)", begun)})
    shown = Page(page_of(capped)).text
    assert "What waits for the next appropriation" in shown
    assert "Arrears at the end of 2025" in shown
    assert "visits to firms 三(二) (staff)" in shown
    page = page_of(capped)
    arrears = page[page.index("Arrears at the end of 2022") :]
    row = arrears[: arrears.index("</tr>")]
    assert row.count("<td") == 5


def test_every_headline_sentence_about_chances_has_number_and_interval(result):
    first, met, missed, money, not_fitted = headline(result.outlook, result.bill, "en")
    assert first == "All 5 targets are met: almost impossible, 0.0% (0.0–8.8%)."
    assert met.startswith("More likely met than not: Innovative and above, 2025 >300: ")
    assert missed.count("almost impossible, 0.0% (0.0–8.8%)") == 3
    assert "(P50)" in money
    assert "80%" in money
    assert "2022–2025" in money
    assert not_fitted.startswith(
        "What share of the spread was not fitted to any figure cannot be told by 40 draws"
    )


def test_the_same_result_gives_the_same_bytes(result, written):
    lang, page = written
    assert page_of(result, lang) == page


def test_no_name_becomes_markup(tell):
    evil = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>{{ 7*7 }}&amp;"
    page = page_of(tell(name=evil))
    assert "<script" not in page
    shown = Page(page)
    assert evil in shown.text
    assert all("onerror" not in attributes for _, attributes in shown.tags)


def test_a_report_without_observations_or_targets_is_written_and_tells_of_failures(tell):
    bare = tell(targets=())
    outlook = replace(bare.outlook, failed=2)
    page = report_html(outlook, bare.bill, "en", version="0.1.0")
    assert "Published figures" not in page
    assert "All 0 targets" not in page
    assert "2 replications failed and are left out." in page
