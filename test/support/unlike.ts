/** Surnames of which none is like another: children who bear them are never held to be one. */
const surnames =
  'Hargreave Oyelaran Kowalczyk Fennimore Abernathy Quartermain Delacroix Mukherjee Zielinski Ibragimov Nwachukwu Prendergast Vasquez Thistlewood Youngblood Cholmondeley Rasmussen Eberhardt Jovanovic Lightfoot Umarov Wigglesworth Sutcliffe Gbadamosi Xiong Applegarth Bickerstaff Coldstream'.split(
    ' ',
  )

/** The surname of a number of its own, with a day of birth that is not near that of another number. */
export const unlike = (n: number): { surname: string; born_on: string } => ({
  surname: `${surnames[n % surnames.length]}${n < surnames.length ? '' : `-${surnames[(n * 7 + 3) % surnames.length]}`}`,
  born_on: Temporal.PlainDate.from('2011-02-07')
    .add({ days: (n % 40) * 47 })
    .toString(),
})
