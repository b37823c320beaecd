"""Why a file could not be read, in the words of the clerk who uploaded it.

Every message says what happened and what to do next. The classes differ so that a caller (a page, the
command line) can tell them apart; `code` is a stable short name for logs and tests.
"""

from __future__ import annotations

from typing import ClassVar

from leye.standards.text import say


class WorkbookError(Exception):
    """A file that cannot be read; `str(error)` is a plain-Chinese message for the user."""

    code: ClassVar[str] = "workbook"
    template: ClassVar[str] = "无法读取这个文件。请用 Excel 打开并另存为 .xlsx 后再上传。"

    def __init__(self, **fields: object) -> None:
        super().__init__(fields)
        self.fields = fields

    def __str__(self) -> str:
        return say(self.template, **self.fields)


class BrokenFile(WorkbookError):
    """The content starts like a workbook but is cut off or damaged."""

    code = "broken"
    template = (
        "“{name}”已损坏或没有传完整，读不出来。请在电脑上用 Excel 或 WPS 打开检查，"
        "另存为 .xlsx 后重新上传；如果打不开，请向发给您的人再要一份。"
    )


class PasswordProtected(WorkbookError):
    """The workbook is encrypted (OLE EncryptedPackage, or a FILEPASS record in .xls)."""

    code = "password"
    template = (
        "“{name}”设有打开密码，系统读不到内容。请用 Excel 打开并输入密码，在“文件—信息—保护工作簿—"
        "用密码进行加密”里把密码删空（WPS：文件—文件加密），保存后重新上传。"
    )


class TooLarge(WorkbookError):
    """The file is larger than allowed; refused before anything is parsed."""

    code = "too_large"
    template = (
        "“{name}”有 {megabytes:.0f} MB，超过上限 {limit:.0f} MB。"
        "请删去图片和无关的工作表，或按乡镇拆成几个文件，分别上传。"
    )


class TooMuchInside(WorkbookError):
    """The unpacked content is larger than allowed (also what a zip bomb looks like)."""

    code = "too_much_inside"
    template = (
        "“{name}”解压后的内容超过 {limit:.0f} MB，不像正常的花名册，已停止读取。"
        "请新建一个 .xlsx，只把需要的行和列复制过去（选择性粘贴—数值）后再上传。"
    )


class TooManyRows(WorkbookError):
    """More rows than one import takes."""

    code = "too_many_rows"
    template = "工作表“{sheet}”超过 {limit:,} 行。请按乡镇拆成几个文件，分别上传。"


class TooManyCells(WorkbookError):
    """The used area is absurdly large, mostly because of a stray value far to the right or below."""

    code = "too_many_cells"
    template = (
        "“{name}”的表格范围太大（最远到第 {row:,} 行、第 {column:,} 列）。多半是很远的地方误填了内容，"
        "请删除数据右边和下面多余的行、列，保存后重新上传。"
    )


class NotAWorkbook(WorkbookError):
    """Some other kind of file, whatever its name says."""

    code = "not_a_workbook"
    template = "“{name}”实际上是{what}，不是 Excel 表格。{advice}"


class UnknownEncoding(WorkbookError):
    """A text file in neither UTF-8 nor GB18030."""

    code = "encoding"
    template = "“{name}”的文字编码无法识别，会出现乱码。请用 Excel 打开它，另存为 .xlsx 后再上传。"


class NoRows(WorkbookError):
    """A readable file without any data."""

    code = "no_rows"
    template = (
        "“{name}”里没有数据：没有找到表头下面的数据行。请检查是否选错了文件，或数据放在了隐藏的工作表里。"
    )


class NoHeader(WorkbookError):
    """No sheet has a row that looks like a header."""

    code = "no_header"
    template = (
        "在“{name}”里找不到表头（写着“姓名”“身份证号”这类列名的那一行）。"
        "请在数据上面加一行列名，或下载空白模板填写。"
    )


class SourceChanged(WorkbookError):
    """The stored original no longer fits the results that should be written into it."""

    code = "source_changed"
    template = "“{name}”里找不到工作表“{sheet}”，与导入时的文件不一致。请重新上传这个文件。"
