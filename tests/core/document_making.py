"""Small documents that tests make by hand."""

import base64
import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document

EDXML = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_of(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the package `data` with `parts` put in or put in place of others."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, parts.get(name, source.read(name)))
        for name in parts.keys() - set(source.namelist()):
            copy.writestr(name, parts[name])
    return buffer.getvalue()


def zip_of(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def edxml_of(
    attachments: Mapping[str, bytes] | None = None, *, kind: str = "Công văn", content: str = ""
) -> bytes:
    """Write an envelope from one office to two, with what is attached in Base64."""
    attached = "".join(
        f"<edXML:Attachment><edXML:AttachmentName>{name}</edXML:AttachmentName><edXML:AttachmentContent>"
        f"{base64.encodebytes(data).decode()}</edXML:AttachmentContent></edXML:Attachment>"
        for name, data in (attachments or {}).items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<edXML:Envelope xmlns:edXML="{EDXML}"><edXML:Header><edXML:MessageHeader>
<edXML:From><edXML:OrganId>000.00.00.H00</edXML:OrganId>
<edXML:OrganizationInCharge>Ủy ban nhân dân tỉnh Bình Lâm</edXML:OrganizationInCharge>
<edXML:OrganName>Sở Nội vụ tỉnh Bình Lâm</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganName>Sở Y tế</edXML:OrganName></edXML:To>
<edXML:To><edXML:OrganName>UBND xã Tân Hòa</edXML:OrganName></edXML:To>
<edXML:Code><edXML:CodeNumber>45</edXML:CodeNumber><edXML:CodeNotation>SNV-CCHC</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Bình Lâm</edXML:Place>
<edXML:PromulgationDate>2024-04-05</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:Type>1</edXML:Type><edXML:TypeName>{kind}</edXML:TypeName></edXML:DocumentType>
<edXML:Subject>rà soát hồ sơ &amp; biểu mẫu</edXML:Subject><edXML:Content>{content}</edXML:Content>
<edXML:SignerInfo><edXML:Competence>KT. GIÁM ĐỐC</edXML:Competence>
<edXML:Position>PHÓ GIÁM ĐỐC</edXML:Position><edXML:FullName>Trần Thị Mẫu</edXML:FullName></edXML:SignerInfo>
</edXML:MessageHeader></edXML:Header><edXML:AttachmentEncoded>{attached}</edXML:AttachmentEncoded>
</edXML:Envelope>""".encode()
