/** Licences under which anybody may use, change and pass on a model, for any purpose. SPDX identifiers, in lower case. */
const openLicences = new Set([
  '0bsd',
  'apache-2.0',
  'bsd-2-clause',
  'bsd-3-clause',
  'bsl-1.0',
  'cc-by-4.0',
  'cc-by-sa-4.0',
  'cc0-1.0',
  'gpl-3.0',
  'isc',
  'mit',
  'mpl-2.0',
  'unlicense',
])

/** Whether a licence, as a header states it, is an open one. One that nobody stated is not. */
export const isOpenLicence = (licence: string | null): boolean =>
  licence !== null && openLicences.has(licence.trim().toLowerCase())
