/** Made-up names; those with a letter outside ASCII prove that the register is read as Windows-1252. */
export const PRIMARY_NAMES: readonly string[] = [
  'Larkfold Primary School',
  'St Zoë’s Church of England Primary School',
  'Glebe Farm Academy',
  'Ropewalk Primary and Nursery School',
  'Our Lady of the Marl Catholic Primary School',
  'Otterbank Primary School',
  'Plover Hill Academy',
  'Candlemakers Primary School',
  'Hollow Lane Primary School',
  'St Aldwyn’s Church of England Primary School',
  'Furrowfield Academy',
  'Dovecote Primary School',
  'Windle Brook Primary School',
  'Barleycroft Academy',
  'Teasel Meadow Primary School',
  'Quince Tree Primary School',
]

export const SECONDARY_NAMES: readonly string[] = [
  'Marlham Cross Academy',
  'The Bellfounders School',
  'Wrenholt Academy',
  'Stavering Quay School',
  'Anvil Rise Academy',
  'Tolverby Beacon School',
]

/** Whence the schools of a larger county have their names, and what they call themselves. */
export const SCHOOL_PLACES: readonly string[] =
  `Alderbrook Anvilhurst Ashlark Barrowfield Beaconsward Bellcroft Birchmarl Brackenhow Bramblewick Brewhouse Canalside Candlewick Chapelmere
Cherryholt Cloverlea Coppergate Cornmarl Cuckoofield Drovers Elderwell Fallowdene Ferrybridge Fiddlersmere Foundry Foxwell Gandergreen
Glebelands Granary Harvestmere Hawthornby Hazelmarl Heronsgate Hollowell Kestrelby Kilnfield Lanternlow Larchgrove Larkrise Linnetfield
Lockside Maltmarl Maplewold Millstream Minsterfold Mulberry Nettlecombe Orchardmere Osierbank Otterpool Paddock Pearmarl Pinfold Ploverdale
Quarryside Quincewell Rectory Ridgewold Ropemakers Rowanby Saddlers Sextonfield Sorrelmere Spindlewick Swiftbourne Tannersgate Teaselby
Thistledown Tinkersmere Turnpike Vicarsfield Wagtail Weaversmarl Wharfedene Wheelwright Willowmarl Windmill Yarrowby`.split(
    /\s+/,
  )

export const PRIMARY_KINDS: readonly string[] = [
  'Primary School',
  'Primary School',
  'Community Primary School',
  'Primary and Nursery School',
  'Church of England Primary School',
  'Catholic Primary School',
  'Primary Academy',
  'Academy',
  'Academy',
]

export const SECONDARY_KINDS: readonly string[] = ['Academy', 'Academy', 'Academy', 'High School', 'School']

/** What registered alternative providers call themselves, after their town. */
export const PROVIDERS: readonly string[] = [
  'Skills Workshop',
  'Motor Project',
  'Farm School',
  'Studio',
  'Outreach Centre',
]

/** The trusts that run the county's academies, with the codes of the register. */
export const TRUSTS: readonly { code: string; name: string }[] = [
  'Marl Valley Learning Trust',
  'Lantern Schools Partnership',
  'Ropewalk Education Trust',
  'The Windmill Academies',
  'Three Ferries Learning Alliance',
  'Heronmere Schools Trust',
  'The Beacon and Bell Trust',
  'Marlshire Catholic Academies',
  'Candlemakers Multi-Academy Trust',
  'Quayside Learning Partnership',
  'The Foundry Schools',
  'Anvil and Oak Education',
].map((name, nth) => ({ code: String(99001 + nth), name }))
