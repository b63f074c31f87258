/** A label, empty where the line continues the one above, and a text. */
export type Line = readonly [label: string, text: string];

const indent = "  ";
const labelWidth = 13;
const width = 110;

/** Labels in one column, texts in another; long texts are wrapped. */
export function layOut(lines: readonly Line[]): string {
  return lines.map(([label, text]) => `${indent}${label.padEnd(labelWidth)}${wrapped(text)}`).join("\n");
}

function wrapped(text: string): string {
  const available = width - indent.length - labelWidth;
  const rows: string[] = [];
  for (const word of text.split(" ")) {
    const row = rows.at(-1);
    if (row === undefined || row.length + 1 + word.length > available) {
      rows.push(word);
    } else {
      rows[rows.length - 1] = `${row} ${word}`;
    }
  }
  return rows.join(`\n${" ".repeat(indent.length + labelWidth + 2)}`);
}
