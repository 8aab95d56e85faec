const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * A unique pupil number with its check letter. `laestab` is LA and establishment number (7 digits), `serial` below 1,000.
 * Throws RangeError for a serial that does not fit. Source: Government Data Standards Catalogue, UniquePupilNumber 2.0.
 */
export function makeUpn(laestab: string, year: number, serial: number): string {
  if (serial > 999) throw new RangeError(`School ${laestab} has no pupil number left for ${year}`)
  const body = `${laestab}${String(year % 100).padStart(2, '0')}${String(serial).padStart(3, '0')}`
  let sum = 0
  for (let i = 0; i < body.length; i += 1) sum += Number(body[i]) * (i + 2)
  return `${UPN_LETTERS[sum % 23]}${body}`
}

/**
 * The NHS number of the n-th child, in 999 000 0000 to 999 999 9999, the range kept for tests. Numbers whose check digit
 * would be 10 are never issued, so the n-th is found by stepping to the next body that is. Throws RangeError above 900,000.
 */
export function makeNhsNumber(index: number): string {
  // Of ten bodies in a row with the last digit 0 to 9, exactly one has no check digit or none has: nine are always usable.
  const decade = Math.floor(index / 9)
  if (decade > 99999) throw new RangeError('There are no test NHS numbers left')
  let wanted = index % 9
  for (let digit = 0; digit <= 9; digit += 1) {
    const body = `999${String(decade).padStart(5, '0')}${digit}`
    const check = nhsCheckDigit(body)
    if (check === 10) continue
    if (wanted === 0) return `${body}${check}`
    wanted -= 1
  }
  throw new RangeError(`No test NHS number for ${index}`)
}

/** Weights 10 to 2 over nine digits; 10 means that the number is not issued. Source: NHS Data Dictionary. */
function nhsCheckDigit(body: string): number {
  let sum = 0
  for (let i = 0; i < 9; i += 1) sum += Number(body[i]) * (10 - i)
  return (11 - (sum % 11)) % 11
}
