"""The workbook as LibreOffice opens it: the same cells in both languages, and pages to print."""

import csv
import io
import re
import shutil
import subprocess

import pytest

from srdi_sim.report import formats
from srdi_sim.report.sheets.model import Column
from srdi_sim.words import LANGS
from workbooks import MADE, PAYLOADS, SHEETS, one_sheet, opened, seen, written

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
# All sheets, each into a file of its own; cells as they are stored and not as they are shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Return a function that has LibreOffice write a workbook in another form."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def converted(content, form):
        folder = tmp_path_factory.mktemp("office")
        (folder / "budget.xlsx").write_bytes(content)
        out = folder / "out"
        command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
        subprocess.run(
            [*command, "--outdir", str(out), str(folder / "budget.xlsx")],
            check=True,
            capture_output=True,
            timeout=170,
        )
        return {path.name: path.read_bytes() for path in out.iterdir()}

    return converted


@pytest.fixture(scope="module", params=LANGS)
def made(request, result):
    lang = request.param
    sheets = formats.told(result.outlook, result.bill, result.runs, lang, made=MADE)
    return lang, written(sheets, lang)


def cells(content):
    """Return every cell that holds something, by sheet and place."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_libreoffice_saves_the_workbook_with_every_cell_as_it_was(convert, made):
    lang, content = made
    [saved] = convert(content, "xlsx").values()
    before, after = cells(content), cells(saved)
    assert len(before) > 2000
    assert after == before
    assert opened(saved).sheetnames == SHEETS[lang]


def test_libreoffice_reads_the_numbers_of_every_sheet_to_the_fen(convert, made):
    lang, content = made
    files = convert(content, CSV)
    for sheet in opened(content).worksheets:
        text = files[f"budget-{sheet.title}.csv"].decode()
        read = list(csv.reader(io.StringIO(text, newline="")))
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            shown = read[cell.row - 1][cell.column - 1] if cell.value is not None else None
            if isinstance(cell.value, str):
                assert shown == cell.value
            elif cell.value is not None and shown.endswith("%"):  # it knows no other way
                assert float(shown[:-1]) == pytest.approx(100.0 * cell.value, abs=0.051)
            elif cell.value is not None:
                assert round(float(shown) * 1e6) == round(cell.value * 1e6), cell
    assert len(files) == len(SHEETS[lang])


def test_libreoffice_prints_every_sheet_no_wider_than_a_page(convert, made):
    lang, content = made
    [printed] = convert(content, "pdf").values()
    pages = re.findall(rb"/Type/Page/.*?/MediaBox\[([^\]]*)\]", printed, re.DOTALL)
    sizes = {tuple(round(float(size)) for size in page.split()[2:]) for page in pages}
    assert sizes == {(595, 842), (842, 595)}  # A4, upright and across, in points
    # the table of lines has the most pages; none of the others is cut into columns of pages
    lines = len(opened(content)[SHEETS[lang][8]]["A"])
    assert len(SHEETS[lang]) <= len(pages) <= 30 + lines / 20


def test_libreoffice_takes_no_payload_for_a_formula(convert):
    content = written([one_sheet((Column("text"),), tuple((text,) for text in PAYLOADS))])
    [saved] = convert(content, "xlsx").values()
    found = opened(saved).worksheets[0]
    values = [cell for row in found.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in values} == {"s"}
    assert {seen(text) for text in PAYLOADS} <= {cell.value for cell in values}
