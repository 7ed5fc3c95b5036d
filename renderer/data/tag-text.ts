/** Tags as they are typed, parted by commas, each once. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]

export const mostTags = 50
export const longestTag = 40

/** Whether a run can have all of these. */
export const areTagsRefused = (tags: readonly string[]): boolean =>
  tags.length > mostTags || tags.some((tag) => tag.length > longestTag)
