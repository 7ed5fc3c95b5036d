/** True where each word of the search occurs in the text. */
export const matchesSearch = (text: string, search: string): boolean => {
  const searched = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => searched.includes(word))
}
