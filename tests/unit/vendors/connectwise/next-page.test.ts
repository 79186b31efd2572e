import { expect, test } from 'vitest'
import { readNextPage } from '../../../../server/vendors/connectwise/next-page.ts'

const page = (value: number) => ({ name: 'page', value })
const pageId = (value: number) => ({ name: 'pageId', value })
const own = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/service/tickets'

test.each<[string, string | string[] | undefined, object | null]>([
  [
    'an address as ConnectWise’s guide has it',
    `<${own}?pageSize=2&page=2>; rel="next", <${own}?page=9>; rel="last"`,
    page(2),
  ],
  ['another scheme', '<http://api-na.myconnectwise.net/x?page=2>; rel="next"', page(2)],
  ['another host', '<https://na.myconnectwise.net/x?page=2>; rel="next"', page(2)],
  [
    'another codebase and an added slash',
    '<https://x.test/v2026_1/apis/3.0//service/tickets/?page=2>; rel="next"',
    page(2),
  ],
  ['a relative address', '</v4_6_release/apis/3.0/service/tickets?page=2>; rel="next"', page(2)],
  ['only a query', '<?page=2>; rel="next"', page(2)],
  ['forward only', `<${own}?pageSize=2&pageId=4711>; rel="next"`, pageId(4_711)],
  ['forward only in lower case, with a page beside it', `<${own}?page=1&pageid=4711>; rel="next"`, pageId(4_711)],
  ['the page before the size, and in upper case', `<${own}?PAGE=2&pageSize=2>; rel="next"`, page(2)],
  ['another parameter first', `<${own}?page=2>; title="n"; rel="next"`, page(2)],
  ['another parameter behind', `<${own}?page=2>;rel="next";title="a, b; rel=last"`, page(2)],
  ['a comma and a quote in a parameter', `<${own}?page=3>; title="a \\", <x?page=9>; rel=next"; rel=next`, page(3)],
  ['no quotes', `<${own}?page=2>;rel=next`, page(2)],
  ['blanks around the signs', `  <${own}?page=2> ; rel = "next" `, page(2)],
  ['upper case', `<${own}?page=2>; REL="NEXT"`, page(2)],
  ['several words', `<${own}?page=2>; rel="last  next"`, page(2)],
  [
    'next behind others',
    `<${own}?page=1>; rel="first", <${own}?page=9>; rel="last", <${own}?page=2>; rel="next"`,
    page(2),
  ],
  ['several headers', [`<${own}?page=9>; rel="last"`, `<${own}?page=2>; rel="next"`], page(2)],
  ['a comma and a question mark in the address', `<${own}?conditions=id in (1,2) or x?&page=2>; rel="next"`, page(2)],
  ['signs of HTML in the address', `<${own}?pageSize=2&amp;page=2>; rel="next"`, page(2)],
  ['a fragment', `<${own}?page=2#page=3>; rel="next"`, page(2)],
  ['a parameter without a value', `<${own}?page=2>; crossorigin; rel="next"`, page(2)],
  ['no header', undefined, null],
  ['an empty one', '', null],
  ['no next', `<${own}?page=9>; rel="last"`, null],
  ['only the first of two relations of one link', `<${own}?page=9>; rel="last"; rel="next"`, null],
  ['next inside another word', `<${own}?page=2>; rel="nextish"`, null],
  ['next inside another parameter', `<${own}?page=2>; title="rel=next"`, null],
  ['no page', `<${own}>; rel="next"`, null],
  ['a page that is no number', `<${own}?page=two>; rel="next"`, null],
  ['a negative page', `<${own}?page=-1>; rel="next"`, null],
  ['an empty address', '<>; rel="next"', null],
  ['an address without an end', `<${own}?page=2`, null],
  ['no list of links', 'next page: 2', null],
])('reads %s', (_, header, mark) => {
  expect(readNextPage(header)).toEqual(mark)
})
