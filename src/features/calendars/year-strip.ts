import type { Chart } from '../../ground/web/charts.ts'
import { formatAcademicYear, formatDay } from '../../rulebook/index.ts'
import type { Mark, YearOfDays } from './year.ts'

/** How each mark is drawn: a letter where it is not plain from its shade, for print and for those who see no colour. */
const looks: Readonly<Record<Mark, { fill: string; letter: string; text: string }>> = {
  school: { fill: '#0b5d3b', letter: '', text: 'School day' },
  half_term: { fill: '#dfe7e3', letter: 'H', text: 'Half-term' },
  break: { fill: '#dfe7e3', letter: '', text: 'Between terms' },
  inset: { fill: '#f6d98b', letter: 'I', text: 'INSET day' },
  closure: { fill: '#f3c1b0', letter: 'C', text: 'Closed' },
  holiday: { fill: '#c9d6ea', letter: 'B', text: 'Bank holiday' },
  weekend: { fill: '#ffffff', letter: '', text: 'Weekend' },
}
const marks = Object.keys(looks) as Mark[]

const cell = 20
const left = 120
const top = 24
const row = 24

/** An academic year on a page: a line for each month, a square for each day. */
export function yearStrip(days: YearOfDays, id: string): Chart {
  const name = formatAcademicYear(days.year)
  const finding = `${days.school_days} school days in ${name}, from ${formatDay(days.first_on)} to ${formatDay(days.last_on)}`
  const height = top + days.months.length * row + 50
  const dates = Array.from({ length: 31 }, (_, at) => at + 1)
    .filter(date => date === 1 || date % 5 === 0)
    .map(date => text(left + (date - 1) * cell + cell / 2, 16, String(date), 'middle'))
  const lines = days.months.flatMap((month, line) => [
    text(0, top + line * row + 16, month.name, 'start'),
    ...month.marks.map((mark, at) => square(left + at * cell, top + line * row, mark)),
  ])
  const legend = marks.flatMap((mark, at) => {
    const [x, y] = [(at % 4) * 180, top + days.months.length * row + 6 + Math.floor(at / 4) * 22]
    return [square(x, y, mark), text(x + cell + 6, y + 16, looks[mark].text, 'start')]
  })
  return {
    id,
    finding,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + 31 * cell} ${height}" role="img" aria-labelledby="${id}-finding" font-family="Atkinson Hyperlegible, Arial, sans-serif" font-size="14">${[...dates, ...lines, ...legend].join('')}</svg>`,
    table: {
      columns: ['Month', 'School days', 'Half-term', 'INSET days', 'Closed', 'Bank holidays', 'Between terms'],
      rows: days.months.map(month => [
        month.name,
        ...(['school', 'half_term', 'inset', 'closure', 'holiday', 'break'] as const).map(
          mark => month.marks.filter(one => one === mark).length,
        ),
      ]),
    },
  }
}

const text = (x: number, y: number, words: string, anchor: 'start' | 'middle'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#0b0c0c">${words}</text>`

function square(x: number, y: number, mark: Mark): string {
  const { fill, letter } = looks[mark]
  const edge = mark === 'weekend' ? ' stroke="#d5d9dc"' : ''
  const box = `<rect x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${cell - 2}" fill="${fill}"${edge}/>`
  return letter === '' ? box : box + text(x + cell / 2, y + 15, letter, 'middle')
}
