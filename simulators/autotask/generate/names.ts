import type { Random } from './random.ts'

const firstNames =
  'Aisha Anna Björn Carlos Chloé Daniel Dmitri Elena Emma Fatima François Gül Hannah Ian Inês Jack Jürgen Karim Keiko Laura Li Łukasz Maria Mateo Maya Nadia Noah Olivia Øyvind Priya Rachel Ravi Renée Samuel Siobhán Sofia Tomás Uma Victor Wei William Yuki Zoë 美咲'.split(
    ' ',
  )

const lastNames =
  'Abernathy Álvarez Baker Brandt Chen Cohen D’Angelo Dubois Eriksson Fischer García Großmann Hoffmann Ibrahim Jackson Kowalski Kumar Lee López Martin Müller Nakamura Nguyen O’Brien Okafor Patel Pereira Petrović Quinn Rossi Sánchez Schäfer Silva Singh Smith Tanaka Thompson van-Dijk Walker Weiß Williams Yılmaz Zhang Żukowski'.split(
    ' ',
  )

const companyStems = [
  'Adler',
  'Blue Heron',
  'Bäckerei König',
  'Café Lumière',
  'Catskill',
  'Cedar & Finch',
  'Delaware Valley',
  'Dorf',
  'East River',
  'Élan',
  'Evergreen',
  'Fjord',
  'Foxglove',
  'Gramercy',
  'Groß & Söhne',
  'Harbor Point',
  'Hudson',
  'Ironwood',
  'Juniper',
  'Kestrel',
  'Lakeside',
  'Liberty',
  'Maple Street',
  'Mohawk',
  'Nordström',
  'North Fork',
  'O’Malley',
  'Orchard',
  'Palisade',
  'Piñon',
  'Quarry Hill',
  'Red Barn',
  'Riverbend',
  'Sable',
  'Saint-Étienne',
  'Sakura 桜',
  'Tidewater',
  'Tribeca',
  'Union Square',
  'Vanguard',
  'Walnut Grove',
  'Westchester',
  'Yonkers',
]

const companyKinds = [
  'Dental',
  'Law Group',
  'Manufacturing',
  'Logistics',
  'Pediatrics',
  'Architects',
  'Insurance',
  'Foods',
  'Property Management',
  'Credit Union',
  'Veterinary',
  'Print & Design',
  'Accounting LLP',
  'Academy',
]

/** A person's first and last name. */
export function drawPersonName(random: Random): { firstName: string; lastName: string } {
  return { firstName: random.pick(firstNames), lastName: random.pick(lastNames) }
}

/** A company's name that is not in `taken`; it is added there. */
export function drawCompanyName(random: Random, taken: Set<string>): string {
  const base = `${random.pick(companyStems)} ${random.pick(companyKinds)}`
  let name = base
  for (let branch = 2; taken.has(name); branch++) name = `${base} #${branch}`
  taken.add(name)
  return name
}

/** A name as it stands in an e-mail address or host name: plain lower-case letters and digits. */
export function asciiName(name: string): string {
  const plain = name.normalize('NFD').replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('Ø', 'o')
  return plain.toLowerCase().replace(/[^a-z0-9]/g, '') || 'user'
}

/** A telephone number of the range kept for fiction. */
export function drawPhone(random: Random): string {
  return `(${random.pick([212, 315, 518, 607, 845, 914])}) 555-01${String(random.int(0, 99)).padStart(2, '0')}`
}
