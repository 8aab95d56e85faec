import type { Random } from './random.ts'
import { picker } from './random.ts'

export interface Authority {
  code: string
  name: string
  district: string
}

/** Both councils are made up: their codes are not in use, and no postcode in the country begins with ZY or ZX. */
export const MARLSHIRE: Authority = { code: '899', name: 'Marlshire', district: 'E99000899' }
export const SOUTHMERE: Authority = { code: '898', name: 'Southmere', district: 'E99000898' }

export interface Town {
  name: string
  authority: Authority
  outward: string
  weight: number
}

const town = (name: string, authority: Authority, outward: string, weight: number): Town => ({
  name,
  authority,
  outward,
  weight,
})

export const MARLSHIRE_TOWNS: readonly Town[] = [
  town('Marlham', MARLSHIRE, 'ZY1', 26),
  town('Stavering', MARLSHIRE, 'ZY2', 18),
  town('Wrenholt', MARLSHIRE, 'ZY3', 14),
  town('Ottersby', MARLSHIRE, 'ZY4', 11),
  town('Quillby', MARLSHIRE, 'ZY5', 9),
  town('Tolverby', MARLSHIRE, 'ZY6', 8),
  town('Farrowmere', MARLSHIRE, 'ZY7', 6),
  town('Hexmoor', MARLSHIRE, 'ZY8', 5),
  town('Dunsmarl', MARLSHIRE, 'ZY9', 3),
]

export const SOUTHMERE_TOWNS: readonly Town[] = [
  town('Southmere', SOUTHMERE, 'ZX1', 5),
  town('Pellowick', SOUTHMERE, 'ZX2', 3),
  town('Saltcray', SOUTHMERE, 'ZX3', 2),
]

export interface Address {
  line_1: string
  line_2: string
  town: string
  postcode: string
  uprn: string
  in_area: boolean
}

const STREET_NAMES =
  `Alder Anvil Barley Beacon Bellmaker Birchen Bramble Brewhouse Canal Candle Chapel Cherry Church Clover Cobbler
Coopers Copper Corn Cuckoo Dovecote Drovers Elder Fallow Ferry Fiddler Foundry Foxglove Furrow Gander Glebe Granary Harvest Hawthorn
Hazel Heron Hollow Kestrel Kiln Lantern Larch Lark Linnet Lock Maltings Maple Mill Minster Monks Mulberry Nettle Orchard Osier Otter
Paddock Pear Pinfold Plover Quarry Quince Rectory Ridge Rope Rowan Saddlers Sexton Sorrel Spindle Station Swift Tanner Teasel Thistle
Tinker Turnpike Vicarage Wagtail Weaver Wharf Wheelwright Willow Windmill Yarrow`.split(/\s+/)

const STREET_KINDS = ['Road', 'Street', 'Lane', 'Close', 'Avenue', 'Drive', 'Way', 'Court', 'Gardens', 'Rise']

/** Letters that a postcode may end with. Source: Royal Mail PAF programmers' guide. */
const INWARD_LETTERS = [...'ABDEFGHJLNPQRSTUWXYZ']

const drawTown = {
  [MARLSHIRE.code]: picker(MARLSHIRE_TOWNS.map(item => ({ weight: item.weight, item }))),
  [SOUTHMERE.code]: picker(SOUTHMERE_TOWNS.map(item => ({ weight: item.weight, item }))),
}

/** A made-up address. A street keeps its postcode, so that neighbours share one and a street can be walked. */
export function drawAddress(authority: Authority, random: Random, near?: Town): Address {
  const place = near ?? drawTown[authority.code]?.(random)
  if (place === undefined) throw new RangeError(`No towns for authority ${authority.code}`)
  const name = random.integer(0, STREET_NAMES.length - 1)
  const kind = random.integer(0, STREET_KINDS.length - 1)
  const number = random.integer(1, 120)
  const flat = random.chance(0.12) ? random.integer(1, 24) : 0
  const stretch = Math.floor(number / 40)
  const street = `${STREET_NAMES[name]} ${STREET_KINDS[kind]}`
  const house = `${number} ${street}`
  return {
    line_1: flat > 0 ? `Flat ${flat}` : house,
    line_2: flat > 0 ? house : '',
    town: place.name,
    postcode: `${place.outward} ${inward(name, kind, stretch)}`,
    uprn: uprn(place, name, kind, number, flat),
    in_area: authority === MARLSHIRE,
  }
}

function inward(name: number, kind: number, stretch: number): string {
  const index = (name * STREET_KINDS.length + kind) * 4 + stretch
  const letter = (place: number): string => INWARD_LETTERS[place % INWARD_LETTERS.length] ?? 'A'
  return `${index % 10}${letter(Math.floor(index / 10))}${letter(Math.floor(index / 200))}`
}

/** Twelve digits that begin with the made-up council's code: no such property number is issued. */
function uprn(place: Town, name: number, kind: number, number: number, flat: number): string {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0')
  return `${place.authority.code}${place.outward.slice(2)}${digits(name * STREET_KINDS.length + kind, 3)}${digits(number, 3)}${digits(flat, 2)}`
}
