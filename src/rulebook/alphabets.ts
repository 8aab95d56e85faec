/** Letters of Cyrillic and Greek as English records write them. Arabic and Hebrew write no short vowels, so their names cannot be given back so. */
const letters: Readonly<Record<string, string>> = {
  ...pairs(
    'а a|б b|в v|г g|ґ g|д d|е e|ё yo|є ye|ж zh|з z|и i|і i|ї yi|й y|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ў u',
  ),
  ...pairs('ф f|х kh|ц ts|ч ch|ш sh|щ shch|ъ |ы y|ь |э e|ю yu|я ya|ђ dj|ј y|љ l|њ n|ћ c|џ j'),
  ...pairs('α a|β v|γ g|δ d|ε e|ζ z|η i|θ th|ι i|κ k|λ l|μ m|ν n|ξ x|ο o|π p|ρ r|σ s|ς s|τ t|υ y|φ f|χ ch|ψ ps|ω o'),
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('|').map(pair => {
      const [letter = '', latin = ''] = pair.split(' ')
      return [letter, latin]
    }),
  )
}

/** A folded name in Latin letters; letters that are already so, and those of other alphabets, stay. */
export const inLatin = (folded: string): string =>
  /^[a-z0-9]*$/.test(folded) ? folded : [...folded].map(letter => letters[letter] ?? letter).join('')
