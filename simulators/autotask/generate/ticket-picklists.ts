import type { PicklistValue } from '../world.ts'
import { picklist, picklistValue } from './picklist.ts'

/** The queue of the Reactive Operations Centre. */
export const rocQueueID = 29_683_354

/** The other queues that hold tickets. */
export const otherQueueIDs = {
  clientPortal: 5,
  postSale: 6,
  monitoring: 8,
  projects: 29_682_833,
  recurring: 29_682_969,
}

export const completeStatus = 5
/** Statuses of waiting and active tickets. */
export const openStatuses = [1, 7, 8, 9, 10, 11, 12, 13] as const
/** Switched off in the picklist, still on old tickets. */
export const retiredStatus = 20
/** Deleted from the picklist, still on a few old tickets. */
export const unlistedStatus = 27
/** Switched off in the picklist, still on old tickets. */
export const retiredPriority = 6

const system = { isSystem: true }
const retired = { isActive: false }

/** Sub-issues by issue, as [value, label]. The values of sub-issues run on over all issues, as in a grown tenant. */
const issues: [value: number, label: string, subIssues: [number, string][]][] = [
  [
    10,
    'Workstation',
    [
      [136, 'Slow performance'],
      [140, 'Blue screen'],
      [137, 'New setup'],
      [181, 'Docking station'],
    ],
  ],
  [
    11,
    'E-mail',
    [
      [141, 'Cannot send'],
      [139, 'Outlook profile'],
      [142, 'Phishing report'],
      [150, 'Shared mailbox'],
    ],
  ],
  [
    7,
    'Network',
    [
      [120, 'Wi-Fi'],
      [118, 'VPN'],
      [119, 'Switch or firewall'],
      [122, 'Internet down'],
    ],
  ],
  [
    14,
    'Server',
    [
      [160, 'Disk space'],
      [158, 'Backup failed'],
      [159, 'Windows updates'],
    ],
  ],
  [
    9,
    'Printer & Scanner',
    [
      [131, 'Paper jam'],
      [130, 'Driver'],
      [132, 'Scan to e-mail'],
    ],
  ],
  [
    12,
    'User & Access',
    [
      [146, 'Password reset'],
      [145, 'New starter'],
      [147, 'Leaver'],
      [148, 'MFA'],
    ],
  ],
  [
    16,
    'Telephony',
    [
      [171, 'Handset'],
      [170, 'Call quality'],
      [172, 'Number porting'],
    ],
  ],
  [
    8,
    'Line-of-business application',
    [
      [125, 'Licence'],
      [126, 'Error message'],
    ],
  ],
]

/** The values of sub-issues by issue. */
export const subIssuesByIssue = new Map(
  issues.map(([issue, , subIssues]) => [issue, subIssues.map(([value]) => value)] as const),
)

/** The service levels, which tickets and contracts share. */
export const serviceLevels = (): PicklistValue[] => picklist([3, 'Gold 24×7'], [1, 'Silver 8×5'], [2, 'Best effort'])

/** Every picklist of Tickets, by field. */
export function ticketPicklists(): Record<string, PicklistValue[]> {
  return {
    apiVendorID: [],
    changeApprovalBoard: picklist([1, 'Change Advisory Board']),
    changeApprovalStatus: picklist([1, 'Not Assigned'], [3, 'Approved'], [2, 'Requested'], [4, 'Rejected']),
    changeApprovalType: picklist([1, 'One Contact'], [2, 'All Contacts']),
    creatorType: picklist([1, 'Resource'], [2, 'Contact']),
    currentServiceThermometerRating: [],
    issueType: issues.map(([value, label], index) => picklistValue(value, label, index + 1)),
    lastActivityPersonType: picklist([1, 'Resource'], [2, 'Contact']),
    monitorTypeID: picklist([1, 'Online Status'], [2, 'Event Log'], [3, 'Disk Usage']),
    previousServiceThermometerRating: [],
    priority: [
      picklistValue(4, 'Critical', 1),
      picklistValue(1, 'High', 2),
      picklistValue(2, 'Medium', 3, { isDefaultValue: true }),
      picklistValue(3, 'Low', 4),
      picklistValue(retiredPriority, 'Planned (old)', 5, retired),
    ],
    queueID: [
      picklistValue(rocQueueID, 'Reactive Operations Centre (ROC)', 1, { isDefaultValue: true }),
      picklistValue(otherQueueIDs.monitoring, 'Monitoring Alert', 2, system),
      picklistValue(otherQueueIDs.clientPortal, 'Client Portal', 3, system),
      picklistValue(otherQueueIDs.projects, 'Projects & Onboarding', 4),
      picklistValue(otherQueueIDs.postSale, 'Post Sale', 5, system),
      picklistValue(otherQueueIDs.recurring, 'Preventive Maintenance', 6),
      picklistValue(29_683_001, 'ROC (before the merger)', 7, retired),
    ],
    rmaStatus: [],
    rmaType: [],
    serviceLevelAgreementID: serviceLevels(),
    serviceThermometerTemperature: [],
    source: [
      picklistValue(2, 'Phone', 1, { isDefaultValue: true }),
      picklistValue(4, 'E-mail', 2),
      picklistValue(-1, 'Client Portal', 3, system),
      picklistValue(8, 'Monitoring alert', 4),
      picklistValue(6, 'In person / on site', 5),
      picklistValue(11, 'Teams chat', 6),
      picklistValue(1, 'Other', 7),
    ],
    status: [
      picklistValue(1, 'New', 1, { isSystem: true, isDefaultValue: true }),
      picklistValue(10, 'Scheduled', 2),
      picklistValue(8, 'In Progress', 3),
      picklistValue(11, 'Escalated to Level 2', 4),
      picklistValue(7, 'Waiting on Customer', 5),
      picklistValue(9, 'Waiting Materials', 6),
      picklistValue(12, 'Waiting Vendor', 7),
      picklistValue(13, 'Waiting Approval', 8),
      picklistValue(retiredStatus, 'Parked (old)', 9, retired),
      picklistValue(completeStatus, 'Complete', 10, system),
    ],
    subIssueType: issues.flatMap(([issue, , subIssues]) =>
      subIssues.map(([value, label], index) => picklistValue(value, label, index + 1, { parentValue: String(issue) })),
    ),
    ticketCategory: [
      picklistValue(3, 'Standard', 1, { isSystem: true, isDefaultValue: true }),
      picklistValue(2, 'RMM Alert', 2, system),
      picklistValue(101, 'Field visit', 3),
    ],
    ticketType: [
      picklistValue(2, 'Incident', 1, { isDefaultValue: true }),
      picklistValue(1, 'Service Request', 2),
      picklistValue(5, 'Alert', 3),
      picklistValue(4, 'Change Request', 4),
      picklistValue(3, 'Problem', 5),
    ],
  }
}
