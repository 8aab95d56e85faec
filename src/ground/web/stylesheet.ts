/**
 * Joins shipped stylesheets into one that is Onroll's: GDS Transport is licensed for GOV.UK alone, so its `@font-face` goes and
 * every use of it becomes Atkinson Hyperlegible; `url(…)` points to hashed addresses, and a picture that we do not serve
 * (the Royal crest) becomes `none`.
 */
export function stylesheet(sheets: readonly string[], href: (fileName: string) => string | undefined): string {
  return sheets
    .map(sheet =>
      sheet
        .replaceAll(/@charset "[^"]*";/g, '')
        .replaceAll(/@font-face\{font-family:"?GDS Transport"?[^}]*\}/g, '')
        .replaceAll(
          /"?GDS Transport"?,\s*arial,\s*sans-serif|(?<=font-family:)sans-serif/gi,
          '"Atkinson Hyperlegible",Arial,sans-serif',
        )
        .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '')
        .replaceAll(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, '')
        .replaceAll(/url\((['"]?)([^)'"]+)\1\)/g, (whole, _, address: string) => {
          if (address.startsWith('data:')) return whole
          const found = href(address.slice(address.lastIndexOf('/') + 1))
          return found === undefined ? 'none' : `url(${found})`
        }),
    )
    .join('\n')
}
