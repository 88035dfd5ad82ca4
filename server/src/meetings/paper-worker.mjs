// Writes .docx files in a thread of its own. Plain JavaScript, because a worker is loaded by path, in tests from the source; what a paper says is decided in shared/.
import { AlignmentType, BorderStyle, Document, Footer, Header, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { parentPort, workerData } from 'node:worker_threads';

/** Faces that Chinese offices have; whoever lacks them gets the next of its kind. Sizes in half points: 小四 is 24, 小二 36. */
const song = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
const hei = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' };
/** A4 in twips, with the margins of official papers. */
const page = { size: { width: 11_906, height: 16_838 }, margin: { top: 1440, bottom: 1440, left: 1588, right: 1474, header: 851, footer: 992 } };
const line = { style: BorderStyle.SINGLE, size: 4, color: '808080' };
const border = { top: line, bottom: line, left: line, right: line };

/** Texts may hold line breaks; each becomes a paragraph. */
const paragraphs = (text, how = {}) =>
  text.split('\n').map((part) => new Paragraph({ spacing: { after: how.after ?? 60, line: 360 }, ...(how.indent ? { indent: { left: how.indent } } : {}), children: [new TextRun({ text: part, font: song, size: how.size ?? 24, ...(how.color ? { color: how.color } : {}) })] }));
const heading = (text) => new Paragraph({ spacing: { before: 240, after: 80 }, keepNext: true, children: [new TextRun({ text, font: hei, size: 26, bold: true })] });
const title = (text, size, after = 120) => new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children: [new TextRun({ text, font: hei, size, bold: true })] });
const small = (text) => new TextRun({ text, font: song, size: 18, color: '555555' });

/** A package of one section whose header names the unit and whose footer counts pages, on every page. */
function packed(head, foot, about, children) {
  const document = new Document({ creator: about.unitName, title: about.title, styles: { default: { document: { run: { font: song, size: 24 } } } },
    sections: [{ properties: { page }, children,
      headers: { default: new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [small(head)] })] }) },
      footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [small(`${foot}　第 `), new TextRun({ children: [PageNumber.CURRENT], font: song, size: 18 }), small(' 页，共 '), new TextRun({ children: [PageNumber.TOTAL_PAGES], font: song, size: 18 }), small(' 页')] })] }) } }] });
  return Packer.toBuffer(document);
}

/** Minutes in the customary form. */
function minutes(paper) {
  const cell = (text, width, strong) => new TableCell({ width: { size: width, type: WidthType.DXA }, borders: border, margins: { top: 60, bottom: 60, left: 120, right: 120 },
    children: [new Paragraph({ children: [new TextRun({ text, font: strong ? hei : song, size: 24 })] })] });
  const facts = new Table({ width: { size: 8844, type: WidthType.DXA }, columnWidths: [1700, 7144], rows: paper.facts.map((fact) => new TableRow({ cantSplit: true, children: [cell(fact.label, 1700, true), cell(fact.value, 7144, false)] })) });
  const sections = paper.sections.flatMap((section) => [heading(section.title), ...section.items.flatMap((item) => [...paragraphs(item.text), ...(item.note === null ? [] : paragraphs(item.note, { size: 20, color: '555555', indent: 420, after: 100 }))])]);
  const short = `第 ${paper.version} 版　校验码 ${paper.sha256.slice(0, 12)}`;
  return packed(`${paper.unitName}　${paper.title}`, short, { title: `${paper.unitName}${paper.title}`, unitName: paper.unitName }, [
    title(paper.unitName, 36), title(paper.title, 32, 240), facts, ...sections,
    new Paragraph({ spacing: { before: 480, after: 120 }, alignment: AlignmentType.RIGHT, keepLines: true, children: [new TextRun({ text: paper.signature, font: song, size: 24 })] }),
    ...paragraphs(`${paper.published}。校验码（SHA-256）：${paper.sha256}`, { size: 18, color: '555555' }),
  ]);
}

/** The whole record, line by line. */
function transcript({ unitName, title: name, meetingTitle, lines }) {
  return packed(`${unitName}　${name}`, meetingTitle, { title: `${unitName}${name}`, unitName }, [
    title(unitName, 36), title(name, 32), title(meetingTitle, 26, 240),
    ...lines.flatMap((one) => (one.kind === 'day' ? [heading(one.text)]
      : [new Paragraph({ spacing: { before: 100, after: 20 }, keepNext: true, children: [small(one.head)] }), ...paragraphs(one.text, one.kind === 'moved' ? { size: 20, color: '555555' } : {})])),
  ]);
}

const { paper, record } = workerData;
parentPort.postMessage({ bytes: new Uint8Array(await (paper ? minutes(paper) : transcript(record))) });
