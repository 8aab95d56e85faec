/** The documents of a child. */
export const documentsUrl = (person_id: string): string => `/children/${person_id}/documents`
/** A document's content, to keep. */
export const documentUrl = (person_id: string, document_id: string): string =>
  `${documentsUrl(person_id)}/${document_id}`
