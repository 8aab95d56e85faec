import { colourProblem } from '../ground/web/colour.ts'
import { type Command, Refusal, tell, typed, WrongUsage } from './command.ts'
import { withDatabase, withSetUp } from './with-database.ts'

const text = { type: 'string' } as const

export const authorityCommand: Command = {
  name: 'authority',
  usage:
    'authority add|brand NUMBER [NAME] [--short NAME] [--out-of-hours TELEPHONE] [--postcodes NG1,NG2,…] [--colour #rrggbb] [--json]',
  does: 'Adds the local authority whose children these are, with the teams of the routing table, or changes how its pages look.',
  more: '\nadd takes NAME, --short, --out-of-hours and --postcodes. brand changes the name, the colour or the number; white text must stay legible on the colour.',
  run: async words => {
    const { values, positionals } = typed(
      words,
      { short: text, 'out-of-hours': text, postcodes: text, colour: text, json: { type: 'boolean' } },
      { least: 2, most: 3 },
    )
    const [what, code = '', name] = positionals
    const { short, postcodes, colour } = values
    const number = values['out-of-hours']
    if (!/^\d{3}$/.test(code)) throw new WrongUsage('An authority is named by its three-digit number.')
    const wrong = colour === undefined ? null : colourProblem(colour)
    if (wrong !== null) throw new Refusal(wrong)
    const branding = {
      ...(name && { name }),
      ...(colour && { brand_colour: colour }),
      ...(number && { out_of_hours_number: number }),
    }
    if (what === 'brand') {
      await withDatabase(connection => withSetUp(connection, setUp => setUp.brandAuthority(code, branding)))
      tell(values.json, { code, ...branding }, 'Changed. The pages show it from the next request on.')
      return
    }
    if (what !== 'add') throw new WrongUsage(`There is no authority ${what}: add or brand.`)
    if (!name || !short || !number || !postcodes)
      throw new WrongUsage('Adding an authority takes its name, --short, --out-of-hours and --postcodes.')
    const areas = postcodes
      .split(',')
      .map(area => area.trim().toUpperCase())
      .filter(area => area !== '')
    if (areas.some(area => !/^[A-Z]{1,2}([0-9][0-9A-Z]?)?$/.test(area))) {
      throw new Refusal('A postcode area is an outward code such as NG22, or letters for all of them, such as NG.')
    }
    await withDatabase(connection =>
      withSetUp(connection, async setUp => {
        const given = {
          code,
          name,
          short_name: short,
          out_of_hours_number: number,
          postcode_areas: areas,
          demonstration: false,
        }
        const id = await setUp.addAuthority(given)
        await setUp.brandAuthority(code, branding)
        tell(
          values.json,
          { id, code, name },
          `${name} is added. Next: npx onroll user add EMAIL --name NAME --role administrator --organisation systems`,
        )
      }),
    )
  },
}
