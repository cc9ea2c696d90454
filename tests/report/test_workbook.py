"""The workbook and the csv files as files: layout, texts that stay texts, the same bytes."""

import csv
import datetime as dt
import io
import random
import re
import zipfile
from dataclasses import replace

import pytest

from planted import entry, runs, scenario
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import Tier
from srdi_sim.report import formats
from srdi_sim.report.csv_files import csv_files
from srdi_sim.report.sheets.model import Column, Sheet, Table, looks_like_a_formula
from srdi_sim.units import WAN
from srdi_sim.words import LANGS
from workbooks import (
    MADE,
    PAYLOADS,
    SHEETS,
    fen,
    numbers,
    one_sheet,
    opened,
    parts_of,
    seen,
    tables,
    written,
)
from worlds import award, register, some_firms


def sheets_of(result, lang="zh", **more):
    return formats.told(result.outlook, result.bill, result.runs, lang, made=MADE, **more)


@pytest.fixture(scope="module", params=LANGS)
def made(request, result):
    """A language, its workbook as bytes, and as it is read."""
    content = written(sheets_of(result, request.param), request.param)
    return request.param, content, opened(content)


def test_the_sheets_stand_in_their_fixed_order(made):
    lang, _, book = made
    assert book.sheetnames == SHEETS[lang]


def test_both_languages_hold_the_same_numbers_in_the_same_form(result):
    books = [opened(written(sheets_of(result, lang), lang)) for lang in LANGS]
    for chinese, english in zip(*(book.worksheets for book in books), strict=True):
        assert numbers(chinese) == numbers(english), english.title
        assert len(numbers(chinese)) > 5 or chinese.title == SHEETS["zh"][-1]  # of pictures


def test_no_cell_of_the_workbook_holds_a_formula(made):
    _, content, _ = made
    for name, part in parts_of(content):
        if name.startswith("xl/worksheets/"):
            assert b"<f" not in part.replace(b"<formatPr", b"")


def test_every_sheet_is_laid_out_for_a4_with_its_page_numbers(made):
    lang, _, book = made
    for sheet in book.worksheets:
        setup = sheet.page_setup
        assert setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert setup.fitToWidth in (None, 1)
        upright = sheet.title in (SHEETS[lang][0], SHEETS[lang][-1])
        assert (setup.orientation == "landscape") is not upright
        assert "&P" in sheet.oddFooter.center.text
        assert "&N" in sheet.oddFooter.center.text
        assert not sheet.merged_cells.ranges


def test_a_data_sheet_keeps_its_head_in_sight_and_on_every_page(made):
    lang, _, book = made
    place = {"zh": "序号", "en": "No."}[lang]
    for name in SHEETS[lang][2:6] + SHEETS[lang][7:9]:
        sheet = book[name]
        [head] = [cell.row for [cell] in sheet["A1:A30"] if cell.value == place]
        assert sheet.freeze_panes == f"A{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
        unit = {"zh": "单位：万元", "en": "Unit: 万元 (10,000 yuan)"}[lang]
        last = max(cell.column for cell in sheet[head] if cell.value is not None)
        assert sheet.cell(head - 1, last).value == unit
        assert sheet.cell(head - 1, last).alignment.horizontal == "right"


def test_every_sheet_tells_the_reading_and_the_replications_and_notes_what_is_not_to_be_added(made):
    lang, _, book = made
    for sheet in book.worksheets:
        head = " ".join(str(cell.value) for [cell] in sheet["A1:A12"] if cell.value)
        assert {"zh": "40 次重复，种子 7", "en": "40 replications, seed 7"}[lang] in head
        assert {"zh": "“突破”不含本数", "en": '"more than" excludes'}[lang] in head
    for name in (SHEETS[lang][0], *SHEETS[lang][2:6]):
        texts = " ".join(str(cell.value) for [cell] in book[name]["A1:A999"] if cell.value)
        assert {"zh": "不等于合计的分位数", "en": "do not add"}[lang] in texts


def test_money_is_shown_with_two_decimals_and_stored_to_the_fen(result, made):
    lang, _, book = made
    [(_, rows)] = tables(book[SHEETS[lang][8]])
    assert fen(rows[-1][-1]) == result.bill.total.p80
    assert rows[-1][-1] == result.bill.total.p80 / WAN
    cell = book[SHEETS[lang][8]].cell(15, len(rows[0]))
    assert cell.number_format == "#,##0.00"


def test_ten_thousand_amounts_come_back_to_the_fen():
    luck = random.Random(4)
    amounts = [luck.randrange(-(10 ** luck.randint(1, 15)) + 1, 10**15) for _ in range(10_000)]
    amounts += [0, 1, -1, 10**15 - 1, 1 - 10**15, 999_999_999_999_999]
    sheet = one_sheet((Column("amount", "money"),), tuple((amount,) for amount in amounts))
    cells = opened(written([sheet], "en")).worksheets[0].iter_rows(values_only=True)
    found = [cell for (cell,) in cells if isinstance(cell, (int, float))]
    assert list(map(fen, found)) == amounts


@pytest.mark.parametrize("amount", [10**15, -(10**15), 9 * 10**18])
def test_an_amount_that_a_workbook_cannot_hold_exactly_is_refused(amount):
    with pytest.raises(SrdiError, match="amount_too_large"):
        written([one_sheet((Column("amount", "money"),), ((amount,),))])


def test_what_has_no_value_is_a_dash_and_never_a_blank_or_a_nought(made):
    lang, _, book = made
    for name in SHEETS[lang][2:6]:
        for heads, rows in tables(book[name]):
            first = next(n for n, head in enumerate(heads) if re.match(r"20\d\d", head))
            for row in rows:
                assert all(cell == "–" or isinstance(cell, (int, float)) for cell in row[first:])


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(TypeError, match="NAN/INF"):
        written([one_sheet((Column("share", "share"),), ((number,),))])


def test_the_same_sheets_give_the_same_bytes(result, made):
    lang, content, _ = made
    assert written(sheets_of(result, lang), lang) == content


def test_no_clock_goes_into_the_workbook(made):
    _, content, book = made
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert (book.properties.created.year, book.properties.modified.year) == (1980, 1980)


def test_the_payloads_are_many_and_all_are_recognised():
    assert len(PAYLOADS) >= 200
    assert all(map(looks_like_a_formula, PAYLOADS))
    assert not any(map(looks_like_a_formula, ["东胜区", "二(三)", "–", "", "a=b", "1-2", "'=1"]))


def test_texts_that_look_like_formulas_stay_texts_wherever_they_stand():
    rows = tuple((text,) for text in PAYLOADS)
    for name in ("name", "+name", "@name"):
        table = Table("t", PAYLOADS[0], (Column(PAYLOADS[1]),), rows)
        sheet = Sheet("k", name, PAYLOADS[2], tuple(PAYLOADS[:50]), (table,), tuple(PAYLOADS))
        content = written([sheet])
        assert all(b"<f>" not in part for _, part in parts_of(content))
        page = opened(content).worksheets[0]
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        found = {cell.value for cell in cells}
        assert {seen(text) for text in PAYLOADS} <= found
    # … and when somebody edits one of them in place
    quoted = {cell.value for cell in cells if cell.quotePrefix}
    assert quoted >= {text for text in map(seen, PAYLOADS) if looks_like_a_formula(text)}


@pytest.mark.parametrize("payload", ["=1+1", "@SUM(A1)", "\t+1", "＝1+1", " -2+3|cmd"])
def test_names_of_a_scenario_that_look_like_formulas_stay_texts(payload):
    people = replace(register(some_firms(1), banners=2), banners=(payload, f"{payload}2"))
    promised = replace(award(Tier.INNOVATIVE, 10.0, dt.date(2022, 7, 12)), clause=payload)
    here = scenario(name=payload, awards=(promised,))
    here = replace(here, population=people)
    lines = [
        entry(n, WAN, 2023, clause=payload, banner=n % 2, payer=payer)
        for n in range(3)
        for payer in ("city", "banner")
    ]
    made_of = runs(here, 3, ledger=lines)
    outlook, bill = forecast(made_of), budget(made_of)
    for lang in LANGS:
        sheets = formats.told(outlook, bill, made_of, lang, made={payload: payload})
        content = written(sheets, lang)
        assert all(b"<f>" not in part for _, part in parts_of(content))
        texts = [
            str(cell.value)
            for page in opened(content).worksheets
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        assert sum(seen(payload) in text for text in texts) > 50
        for name, file in csv_files(sheets, lang).items():
            for row in csv.reader(io.StringIO(file.decode("utf-8-sig"))):
                for cell in row:
                    if looks_like_a_formula(cell):
                        float(cell)  # a number of ours, or else an error: nothing else may be
                        assert cell.startswith("-"), name


def test_a_long_text_is_cut_to_what_a_cell_holds():
    [page] = opened(written([one_sheet((Column("text"),), (("长" * 40_000,),))])).worksheets
    longest = max(len(str(cell.value)) for row in page.iter_rows() for cell in row)
    assert longest == 32_767


def test_a_table_longer_than_a_sheet_goes_on_in_the_next_by_number():
    rows = tuple((n, f"line {n}") for n in range(1, 101))
    table = Table("t", "t", (Column("No.", "place"), Column("text")), rows, frozenset({99}))
    sheet = Sheet("k", "Lines", "title", ("line",), (table,), ("a note",), filtered=True)
    book = opened(written([sheet], "en", most_rows=40))
    assert book.sheetnames == ["Lines", "Lines 2", "Lines 3", "Lines 4"]
    found = [row for page in book.worksheets for _, rows in tables(page) for row in rows]
    assert found == [list(row) for row in rows]
    assert all(page.max_row <= 40 for page in book.worksheets)
    notes = ["a note" in str([c.value for [c] in page["A1:A40"]]) for page in book.worksheets]
    assert notes == [False, False, False, True]


@pytest.mark.parametrize("lang", LANGS)
def test_csv_has_a_byte_order_mark_and_the_numbers_of_the_workbook_to_the_fen(result, lang):
    sheets = sheets_of(result, lang)
    files = csv_files(sheets, lang)
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    for sheet in sheets:
        for table in sheet.tables:
            name = sheet.key if len(sheet.tables) == 1 else f"{sheet.key}-{table.name}"
            text = files[f"budget-csv/{name}.csv"].decode("utf-8-sig")
            head, *rows = csv.reader(io.StringIO(text, newline=""))
            assert len(rows) == len(table.rows)
            for column, title in zip(table.columns, head, strict=True):
                assert title.endswith("万元）" if lang == "zh" else "(万元)") is (
                    column.kind == "money"
                )
            for row, cells in zip(table.rows, rows, strict=True):
                for column, cell, shown in zip(table.columns, row, cells, strict=True):
                    check_csv(column, cell, shown)


def check_csv(column, cell, shown):
    if cell is None:
        assert shown == "–"
    elif isinstance(cell, str):
        assert shown == cell
    elif column.kind == "money":
        whole, _, decimals = shown.partition(".")
        assert len(decimals) == 6
        assert int(whole + decimals) == cell
    else:
        assert float(shown) == cell


def test_a_text_that_looks_like_a_formula_is_marked_in_csv_unless_it_is_asked_not_to_be():
    sheet = one_sheet(
        (Column("=head"), Column("amount", "money")), tuple((text, -WAN) for text in PAYLOADS)
    )
    for guarded in (True, False):
        content = csv_files([sheet], "en", guarded=guarded)["budget-csv/k.csv"]
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert head[0] == ("'=head" if guarded else "=head")
        for text, (shown, amount) in zip(PAYLOADS, rows, strict=True):
            plain = seen(text)
            marked = guarded and looks_like_a_formula(plain)
            assert shown == (f"'{plain}" if marked else plain)
            assert amount == "-1.000000"


def test_csv_notes_hold_what_stands_round_the_tables(result):
    content = csv_files(sheets_of(result, "en"), "en")["budget-csv/notes.csv"].decode("utf-8-sig")
    assert "40 replications, seed 7" in content
    assert "do not add them" in content
    for name in SHEETS["en"][:9]:
        assert name in content
