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
