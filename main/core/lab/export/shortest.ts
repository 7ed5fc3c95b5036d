/** A number as C++'s streams write it: six significant digits, without zeros at the end, and with an exponent where it is very large or small. */
export function shortest(value: number): string {
  const digits = value.toPrecision(6)
  const [mantissa = '', exponent] = digits.split('e')
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  if (exponent === undefined) return short
  const sign = exponent.startsWith('-') ? '-' : '+'
  return `${short}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`
}
