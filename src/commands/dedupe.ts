import { dedupeFiles } from '../linkage/index.ts'
import { type Command, tell, typed, WrongUsage } from './command.ts'
import { columnsHelp, engineAsked, engineOptions, keepModel, readColumns, summary, told, withEngine } from './link.ts'

export const dedupeCommand: Command = {
  name: 'dedupe',
  usage:
    'dedupe A.csv [B.csv …] --clusters clusters.csv [--out pairs.csv] [--columns map.json] [--once] [--threshold P] [--json]',
  does: 'Finds who is held several times, in one list or several, and puts the rows of each in a cluster.',
  more: `
Writes cluster, file and id of every row; rows of one cluster are one person. Two groups become one only if their rows together say so, so that no
two people are joined through a weak third. With --once each file holds a person once: no two of its rows are one. --out writes the pairs as well,
as onroll link does. ${columnsHelp}`,
  run: async words => {
    const { values, positionals } = typed(
      words,
      { clusters: { type: 'string' }, out: { type: 'string' }, once: { type: 'boolean' }, ...engineOptions },
      { least: 1, most: 60 },
    )
    const { clusters, out } = values
    if (clusters === undefined) throw new WrongUsage('--clusters is needed: where the clusters are written.')
    if (new Set(positionals).size < positionals.length) throw new WrongUsage('A file is named twice.')
    const maps = readColumns(values.columns)
    const result = await withEngine(() =>
      dedupeFiles({
        lists: positionals.map((path, at) => ({ path, columns: maps.of(at) })),
        ...{ clusters, out, oncePerList: values.once === true },
        ...engineAsked(values),
      }),
    )
    keepModel(values['model-out'], result.model)
    const rows = result.lists.reduce((sum, list) => sum + list.rows, 0)
    tell(
      values.json,
      summary(result, { clusters_file: clusters }),
      told(result, [
        `${rows} rows are in ${result.clusters} clusters, in ${clusters}; ${result.pairs} pairs were found.`,
      ]),
    )
  },
}
