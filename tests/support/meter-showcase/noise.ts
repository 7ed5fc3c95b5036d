/** A number from 0 to 1 that is the same for the same place: pictures are to be alike each time. */
export const noise = (place: number): number => {
  const value = Math.sin(place * 12.9898) * 43_758.5453
  return value - Math.floor(value)
}
