import type { Readable } from 'node:stream'
import type { Answer, PageReply } from '../../ground/web/reply.ts'
import { type Sheet, xlsxOf } from '../../ground/web/xlsx.ts'
import { aboutRecount, onlyText } from './about.ts'
import { whatText } from './codes.ts'
import { definitionTitle } from './definitions.ts'
import { type Line, linesOf } from './lines.ts'
import type { Counted, Recount } from './queries.ts'

/** The numbers as a table to keep: a row each, with the definitions in the heads. */
export function countsCsv(reply: PageReply, recount: Recount, counts: readonly Counted[]): Answer {
  const { policies } = recount
  const rows = linesOf(recount, counts).flatMap(({ lines }) => lines)
  const sides = policies.map((policy, at) => ({ header: policy, value: (row: Line) => row.numbers[at] ?? 0 }))
  const apart =
    policies.length === 1
      ? []
      : [
          { header: `only_${policies[0]}`, value: (row: Line) => row.first_only },
          { header: `only_${policies[1]}`, value: (row: Line) => row.second_only },
        ]
  return reply.csv(
    fileName(recount, 'csv'),
    [
      { header: 'what', value: row => row.what },
      { header: 'key', value: row => row.key },
      { header: 'name', value: row => row.name },
      { header: 'status', value: row => row.status },
      { header: 'field_class', value: row => row.field_class },
      ...sides,
      ...apart,
    ],
    rows,
  )
}

/** The numbers as a workbook, with a sheet of all that they rest on. */
export function countsXlsx(recount: Recount, counts: readonly Counted[]): Promise<Readable> {
  const { policies } = recount
  const titles = policies.map(definitionTitle)
  const sheets = linesOf(recount, counts).map(({ what, lines }): Sheet => {
    const clocks = what === 'clock'
    return {
      name: whatText[what],
      widths: [60, ...(clocks ? [14] : []), ...titles.map(() => 24), ...(titles.length === 2 ? [18, 18] : [])],
      heads: [
        whatText[what],
        ...(clocks ? ['On the day'] : []),
        ...titles,
        ...(titles.length === 2 ? ['Only by the first', 'Only by the second'] : []),
      ],
      rows: lines.map(line => [
        line.name,
        ...(clocks ? [line.status_text] : []),
        ...line.numbers,
        ...(titles.length === 2 ? [line.first_only, line.second_only] : []),
      ]),
    }
  })
  const about: Sheet = {
    name: 'What it rests on',
    widths: [24, 100],
    heads: ['', ''],
    rows: [
      ...aboutRecount(recount).map(({ term, text }): [string, string] => [term, text]),
      ['Children', String(recount.children)],
      ['Sealed', recount.sealed_children === null ? onlyText(recount) : String(recount.sealed_children)],
    ],
  }
  return xlsxOf([...sheets, about])
}

export const fileName = ({ on_day, policies }: Recount, format: 'csv' | 'xlsx'): string =>
  `recount-${on_day}-${policies.join('-and-')}.${format}`
