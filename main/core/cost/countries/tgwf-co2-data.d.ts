/** The package has no types of its own, and those that others wrote for it are older than this entry. */
declare module '@tgwf/co2/data' {
  /** Grams of CO₂ equivalents a kilowatt-hour in `data`, by ISO 3166-1 alpha-3 and by some regions' names. */
  export const averageIntensity: unknown
}
