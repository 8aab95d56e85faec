import type { Window } from './windows.ts'

export const todayUrl = '/today'
export const clocksUrl = '/today/clocks'
export const foundUrl = '/today/found'

export const clocksDueUrl = (window: Window): string => `${clocksUrl}?due=${window}`
