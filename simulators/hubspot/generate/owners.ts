import type { Random } from '../../autotask/generate/random.ts'
import { toWireDate } from '../wire-date.ts'
import type { Owner } from '../world.ts'

type Row = readonly [firstName: string, lastName: string, email: string]

const people: readonly Row[] = [
  ['Ann', 'Keller', 'ann.keller@msp.example'],
  ['Björn', 'Østergård', 'bjorn.ostergard@msp.example'],
  ['María José', 'Núñez Ibáñez', 'maria.nunez@msp.example'],
  // Users that have never signed in have no name yet.
  ['', '', 'sales@msp.example'],
  ['田中', '葵', 'aoi.tanaka@msp.example'],
]
const former: Row = ['Former', 'Colleague', 'former.colleague@msp.example']

const dayMs = 86_400_000

/** The people that records can be assigned to, by ascending id; the last one has left. */
export function createOwners(random: Random, now: number): Owner[] {
  let [id, userId] = [41_629_700, 9_586_500]
  return [...people, former].map((row) => {
    const [firstName, lastName, email] = row
    id += random.int(1, 90)
    userId += random.int(1, 90)
    const isArchived = row === former
    const at = toWireDate(now - random.int(400, 900) * dayMs)
    return {
      id: String(id),
      email,
      type: 'PERSON',
      firstName,
      lastName,
      // HubSpot takes a user's id away when it deactivates them.
      userId: isArchived ? null : userId,
      userIdIncludingInactive: userId,
      createdAt: at,
      updatedAt: at,
      archived: isArchived,
    }
  })
}
