import type { ObjectType } from './world.ts'

/** The name of the "last modified" property: contacts have an older one than everything else. */
export const modifiedProperty = (type: ObjectType): string =>
  type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'

/** What an answer has when nothing is asked for. */
export const defaultProperties: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: ['firstname', 'lastname', 'email'],
  companies: ['name', 'domain'],
  deals: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'],
}

/** What an answer has whatever is asked for. */
export const constantProperties = (type: ObjectType): string[] => ['createdate', 'hs_object_id', modifiedProperty(type)]

/** Every property of the account, by type: asking for any other is not an error, filtering by it is. */
export const knownProperties: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: names(`firstname lastname email company phone jobtitle lifecyclestage hubspot_owner_id
    createdate lastmodifieddate hs_object_id`),
  companies: names('name domain industry city country createdate hs_lastmodifieddate hs_object_id'),
  deals: names(`dealname amount amount_in_home_currency deal_currency_code dealstage pipeline closedate
    hs_is_closed hs_is_closed_won hs_is_closed_lost hs_deal_stage_probability hs_projected_amount
    hs_closed_amount hubspot_owner_id createdate hs_lastmodifieddate hs_object_id`),
}

function names(text: string): string[] {
  return text.split(/\s+/)
}

const textProperties = names('firstname lastname email company phone jobtitle name domain city country dealname')

/** Properties with free text, as opposed to those with a list of options. */
export const isTextProperty = (name: string): boolean => textProperties.includes(name)
/** Properties that hold instants, as far as filters and orders go. */
export const isDateProperty = (name: string): boolean => name.endsWith('date')
/** Properties that hold numbers. */
export const isNumberProperty = (name: string): boolean => /amount|probability|hs_object_id/.test(name)
