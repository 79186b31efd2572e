import { referenceTo } from '../references.ts'
import { setupInfo } from './stage.ts'
import type { Stage } from './stage.ts'
import { referenceByName } from './setup.ts'

/** A status as the boards are described: its name, with marks for what is not usual about it. */
type StatusPlan = string | { name: string; closed?: true; inactive?: true; noTime?: true }

interface BoardPlan {
  name: string
  isProject?: true
  statuses: StatusPlan[]
  /** The requirements for closing; `after` is the name of the status that must come first. */
  closing?: { requires?: string[]; after?: string }
}

const open = ['New', 'Assigned', 'In Progress', 'Waiting Customer*', 'Waiting Vendor*']
const closed: StatusPlan[] = [
  { name: 'Completed', closed: true },
  { name: '>Closed', closed: true, noTime: true },
]

const plans: BoardPlan[] = [
  {
    name: 'Voice',
    statuses: [
      ...open,
      'Porting',
      'Number Ordered',
      'Testing "live"',
      { name: 'Old Queue', inactive: true },
      'Resolved',
      ...closed,
    ],
  },
  {
    name: 'Help Desk',
    // More than one page of the default size.
    statuses: [
      ...open,
      ...Array.from({ length: 20 }, (_, index) => `Escalated L${index + 1}`),
      'Completed',
      { name: 'Legacy', inactive: true },
      { name: '>Closed', closed: true },
      { name: 'Closed (no time)', closed: true, noTime: true },
      { name: 'Cancelled', closed: true },
    ],
    closing: { requires: ['type'] },
  },
  {
    name: 'Network',
    statuses: [
      'New',
      'In Progress',
      'Scheduled',
      'Waiting Parts',
      'Done',
      { name: '>Closed', closed: true },
      { name: 'Void', closed: true },
      'Reopened',
    ],
    closing: { after: 'Done' },
  },
  {
    name: 'Sales Engineering',
    statuses: ['New', 'Quoting', 'Won', 'On Hold', { name: 'Lost', closed: true }, { name: 'Closed', closed: true }],
  },
  {
    name: 'Projects',
    isProject: true,
    statuses: [
      'New',
      'Planned',
      'In Progress',
      'Review',
      'On Hold',
      { name: 'Closed', closed: true },
      { name: 'Cancelled', closed: true },
    ],
  },
]

/** Adds five boards of 6 to 30 statuses, the last one for projects, and the closing requirements of some of them. */
export function addBoards(stage: Stage): void {
  const { world } = stage
  const random = stage.stream('boards')
  let boardId = random.int(1, 30)
  let statusId = random.int(10, 600)
  for (const plan of plans) {
    boardId += random.int(1, 4)
    const board = {
      id: boardId,
      name: plan.name,
      location: referenceByName(stage, 'locations', 'Main'),
      department: referenceByName(stage, 'departments', plan.isProject ? 'Projects' : 'Service'),
      inactiveFlag: false,
      projectFlag: plan.isProject === true,
      billTime: 'NoDefault',
      _info: setupInfo(stage),
    }
    world.boards.push(board)
    const idsByName = new Map<string, number>()
    for (const [index, status] of plan.statuses.entries()) {
      statusId += random.int(1, 3)
      const {
        name,
        closed = false,
        inactive = false,
        noTime = false,
      } = typeof status === 'string' ? { name: status } : status
      idsByName.set(name, statusId)
      world.statuses.push({
        id: statusId,
        name,
        board: referenceTo('boards', board),
        sortOrder: index,
        displayOnBoard: !closed,
        inactive,
        closedStatus: closed,
        timeEntryNotAllowed: noTime,
        roundRobinCatchall: false,
        defaultFlag: index === 0,
        escalationStatus: closed ? 'Resolved' : index === 0 ? 'NotResponded' : 'Responded',
        customerPortalFlag: false,
        saveTimeAsNote: false,
        _info: setupInfo(stage),
      })
    }
    if (plan.closing !== undefined) {
      const { requires = [], after } = plan.closing
      const afterStatusId = after === undefined ? undefined : idsByName.get(after)
      world.closingRules.push({ id: board.id, requires, ...(afterStatusId === undefined ? {} : { afterStatusId }) })
    }
  }
}
