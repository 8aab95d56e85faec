export const sealedUrl = '/sealed'
export const sealUrl = (person_id: string, step = ''): string =>
  `/children/${person_id}/seal${step === '' ? '' : `/${step}`}`
export const takeOverUrl = (seal_id: string): string => `/sealed/${seal_id}/take-over`
export const openProtectedUrl = '/protected/open'
