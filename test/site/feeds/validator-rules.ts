// The rules of the W3C feed validator for Atom and RSS, and of the JSON Feed validator, as far as they concern what Octavo prints. Each
// function returns what the validator would report, errors and warnings alike; rules about HTTP and about other formats are left out.
//
// Not taken over: Atom's “two entries have the same date of change”, because two posts may be published at the same minute, and RSS's and
// Atom's “not an HTML element” for MathML, which the validator doesn't know.

import { childrenOf, parseXml, type XmlNode } from '../xml-tree.ts';
import { fragmentIn } from './html-fragment.ts';

type Report = (rule: string, value?: string) => void;

/** `address` is where the feed is published. */
export function atomFindings(xml: string, address: string): string[] {
  const findings: string[] = [];
  const report: Report = (rule, value) => void findings.push(value === undefined ? rule : `${rule}: ${value}`);
  const feed = parseXml(xml);
  if (feed.name !== 'feed' || feed.attributes['xmlns'] !== atomNamespace) report('not an Atom feed', feed.name);
  requireEach(feed, ['title', 'id', 'updated'], report);
  allowOnly(feed, [...atomCommon, 'entry', 'generator', 'icon', 'logo', 'subtitle'], report);
  allowOnce(feed, ['title', 'id', 'updated', 'subtitle', 'rights', 'generator', 'icon', 'logo'], report);
  const firstEntry = feed.children.findIndex(({ name }) => name === 'entry');
  if (firstEntry >= 0 && feed.children.slice(firstEntry).some(({ name }) => name !== 'entry'))
    report('MisplacedMetadata');
  checkSelfLink(childrenOf(feed, 'link'), address, 'application/atom+xml', report);
  checkAtomParts(feed, report);
  const ids = new Set<string>();
  for (const entry of childrenOf(feed, 'entry')) {
    requireEach(entry, ['title', 'id', 'updated'], report);
    allowOnly(entry, [...atomCommon, 'published', 'summary', 'content', 'source'], report);
    allowOnce(entry, ['title', 'id', 'updated', 'published', 'summary', 'content', 'rights', 'source'], report);
    if ([...childrenOf(feed, 'author'), ...childrenOf(entry, 'author')].length === 0)
      report('MissingElement', 'author');
    const id = textIn(entry, 'id');
    if (ids.has(id)) report('DuplicateEntries', id);
    ids.add(id);
    const contents = childrenOf(entry, 'content');
    const hasAlternate = childrenOf(entry, 'link').some(
      (link) => (link.attributes['rel'] ?? 'alternate') === 'alternate',
    );
    if (contents.length === 0 && !hasAlternate) report('MissingContentOrAlternate');
    if (contents.length === 0 && childrenOf(entry, 'summary').length === 0) report('MissingTextualContent');
    checkAtomParts(entry, report);
  }
  return findings;
}

export function rssFindings(xml: string, address: string): string[] {
  const findings: string[] = [];
  const report: Report = (rule, value) => void findings.push(value === undefined ? rule : `${rule}: ${value}`);
  const rss = parseXml(xml);
  if (rss.name !== 'rss') report('not an RSS feed', rss.name);
  if (rss.attributes['version'] !== '2.0') report('InvalidRSSVersion', rss.attributes['version']);
  const [channel, ...more] = childrenOf(rss, 'channel');
  if (channel === undefined) return [...findings, 'MissingElement: channel'];
  if (more.length > 0) report('DuplicateElement', 'channel');
  requireEach(channel, ['title', 'link', 'description'], report);
  allowOnly(channel, [...rssChannel, 'item'], report);
  allowOnce(
    channel,
    rssChannel.filter((name) => name !== 'category' && name !== 'atom:link'),
    report,
  );
  const firstItem = channel.children.findIndex(({ name }) => name === 'item');
  if (firstItem >= 0 && channel.children.slice(firstItem).some(({ name }) => name !== 'item')) report('MisplacedItem');
  checkSelfLink(childrenOf(channel, 'atom:link'), address, 'application/rss+xml', report);
  checkLanguage(textIn(channel, 'language') || (rss.attributes['xml:lang'] ?? ''), report);
  checkRssParts(channel, report);
  const guids = new Set<string>();
  for (const item of childrenOf(channel, 'item')) {
    allowOnly(item, rssItem, report);
    allowOnce(
      item,
      rssItem.filter((name) => name !== 'category' && name !== 'dc:creator'),
      report,
    );
    const names = item.children.map(({ name }) => name);
    if (!names.includes('title') && !names.includes('description')) report('ItemMustContainTitleOrDescription');
    if (!names.includes('guid')) report('MissingGuid');
    const content = names.indexOf('content:encoded');
    if (content >= 0 && !names.slice(0, content).includes('description')) report('NeedDescriptionBeforeContent');
    if (names.includes('author') && names.includes('dc:creator')) report('DuplicateItemSemantics', 'author');
    for (const guid of childrenOf(item, 'guid')) {
      const isPermalink = guid.attributes['isPermaLink'] ?? 'true';
      if (!['true', 'false'].includes(isPermalink)) report('InvalidBooleanAttribute', isPermalink);
      if (isPermalink === 'true') checkAddress(guid.text, report);
      if (guids.has(guid.text)) report('DuplicateValue', guid.text);
      guids.add(guid.text);
    }
    for (const { text } of childrenOf(item, 'content:encoded')) checkHtml(text, report);
    checkRssParts(item, report);
  }
  return findings;
}

/** Version 1.1, by the published JSON schema and the specification. */
export function jsonFeedFindings(json: string, address: string): string[] {
  const findings: string[] = [];
  const report: Report = (rule, value) => void findings.push(value === undefined ? rule : `${rule}: ${value}`);
  const feed: unknown = JSON.parse(json);
  if (!isRecord(feed)) return ['not an object'];
  if (Object.keys(feed)[0] !== 'version') report('version is not first');
  if (feed['version'] !== 'https://jsonfeed.org/version/1.1') report('version', String(feed['version']));
  checkFields(feed, jsonFeedFields, ['version', 'title', 'items', 'home_page_url', 'feed_url'], 'feed', report);
  if (feed['feed_url'] !== address) report('feed_url', String(feed['feed_url']));
  const items = Array.isArray(feed['items']) ? (feed['items'] as readonly unknown[]) : [];
  const ids = new Set<unknown>();
  for (const item of items) {
    if (!isRecord(item)) {
      report('item is not an object');
      continue;
    }
    checkFields(item, jsonItemFields, ['id'], 'item', report);
    if (!('content_html' in item) && !('content_text' in item)) report('item without content');
    if (ids.has(item['id'])) report('duplicate id', String(item['id']));
    ids.add(item['id']);
    if (typeof item['content_html'] === 'string') checkHtml(item['content_html'], report);
  }
  return findings;
}

const atomNamespace = 'http://www.w3.org/2005/Atom';
const atomCommon = ['author', 'category', 'contributor', 'id', 'link', 'rights', 'title', 'updated'];
const rssChannel =
  `title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image
  textInput skipHours skipDays atom:link`.split(/\s+/);
const rssItem =
  'title link description author category comments enclosure guid pubDate source dc:creator content:encoded'.split(' ');

function checkAtomParts(parent: XmlNode, report: Report): void {
  for (const child of parent.children) {
    const { name, text, attributes, children } = child;
    if (name === 'id') checkCanonicalAddress(text, report);
    if (name === 'updated' || name === 'published') checkInternetDate(text, report);
    if (['title', 'subtitle', 'rights', 'summary', 'content'].includes(name)) checkTextConstruct(child, report);
    if (name === 'generator' && text.trim() === '') report('NotBlank', name);
    if (name === 'icon' || name === 'logo') checkAddress(text, report);
    if (name === 'category') {
      if ((attributes['term'] ?? '') === '') report('MissingAttribute', 'term');
      checkPlainText(attributes['label'] ?? '', report);
    }
    if (name === 'author' || name === 'contributor') checkPerson(child, report);
    if (name === 'link') checkLink(child, report);
    const nested = ['author', 'contributor', 'source', 'entry'];
    if (children.length > 0 && !nested.includes(name)) report('UndefinedElement', children[0]?.name);
  }
  const alternates = childrenOf(parent, 'link')
    .filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate')
    .map(({ attributes }) => `${attributes['type'] ?? ''} ${attributes['hreflang'] ?? ''}`);
  if (new Set(alternates).size < alternates.length) report('DuplicateAtomLink');
}

function checkTextConstruct({ name, text, attributes }: XmlNode, report: Report): void {
  const type = attributes['type'] ?? 'text';
  if (!['text', 'html', 'xhtml'].includes(type)) report('InvalidTextType', type);
  if (text === '') report('NotBlank', name);
  if (type === 'html') checkHtml(text, report);
  else checkPlainText(text, report);
  checkCharacters(text, report);
}

function checkPerson(person: XmlNode, report: Report): void {
  allowOnly(person, ['name', 'email', 'uri'], report);
  allowOnce(person, ['name', 'email', 'uri'], report);
  requireEach(person, ['name'], report);
  for (const { name, text } of person.children) {
    if (text.trim() === '') report('NotBlank', name);
    if (name === 'name' && /<[^@\s<>]+@[^@\s<>]+>/.test(text)) report('ContainsEmail', text);
    if (name === 'email' && !/^[\w.!#$%&'*/=?^`{|}~+-]+@(?:[A-Z\d-]+\.)+[A-Z\d][A-Z\d-]*$/i.test(text))
      report('InvalidAddrSpec', text);
    if (name === 'uri') checkAddress(text, report);
  }
}

function checkLink({ attributes, text }: XmlNode, report: Report): void {
  const { rel = 'alternate', href, type } = attributes;
  if (href === undefined) report('MissingHref');
  else checkAddress(href, report);
  if (!['alternate', 'self', 'related', 'via', 'enclosure', 'license', 'next', 'previous'].includes(rel))
    report('UnregisteredAtomLinkRel', rel);
  if (type !== undefined && !/^[\w+.-]+\/[\w+.-]+(?:\s*;.*)?$/.test(type)) report('InvalidMIMEType', type);
  if (text.trim() !== '') report('AtomLinkNotEmpty');
}

function checkSelfLink(links: readonly XmlNode[], address: string, type: string, report: Report): void {
  const self = links.find(({ attributes }) => attributes['rel'] === 'self');
  if (self === undefined) report('MissingSelf');
  else {
    if (self.attributes['href'] !== address) report('SelfDoesntMatchLocation', self.attributes['href']);
    if (self.attributes['type'] !== type) report('SelfNotAtom', self.attributes['type']);
  }
}

function checkRssParts(parent: XmlNode, report: Report): void {
  for (const { name, text, children } of parent.children) {
    if (children.length > 0 && name !== 'item') report('UndefinedElement', children[0]?.name);
    if (name === 'title' && text.trim() === '') report('NotBlank', name);
    if (name === 'category' && text.trim() === '') report('NotBlank', name);
    if (name === 'link' || name === 'comments' || name === 'docs') checkAddress(text, report);
    if (name === 'pubDate' || name === 'lastBuildDate') checkMailDate(text, report);
    if (['title', 'copyright', 'category'].includes(name)) checkPlainText(text, report);
    if (name === 'description' && parent.name === 'channel') checkPlainText(text, report);
    checkCharacters(text, report);
  }
}

/** Names of elements in texts that may not contain HTML. Reported even where `<` was meant as a character. */
function checkPlainText(text: string, report: Report): void {
  const [, end] = /<\/(\w+)>/.exec(text) ?? [];
  if (end !== undefined && acceptedElements.has(end.toLowerCase())) report('ContainsHTML', text);
  if (/&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[\da-f]+);/i.test(text)) report('ContainsHTML', text);
}

function checkCharacters(text: string, report: Report): void {
  if (/[\u0080-\u009F\uFFFD]/.test(text)) report('BadCharacters');
}

const schemes = /^(?:https?|mailto|urn|tag|data|ftp|tel|sips?|xmpp|news|im|geo|ircs?|magnet):/i;

function checkAddress(address: string, report: Report): void {
  if (!/^[a-zA-Z][\w+.-]*:(?:\/\/)?[\w;/?:@&=+$.\-!~*'()%,#]+$/.test(address)) report('InvalidFullLink', address);
  else if (!schemes.test(address)) report('SchemeNotIANARegistered', address);
  if (address !== address.trim()) report('UnexpectedWhitespace', address);
}

function checkCanonicalAddress(address: string, report: Report): void {
  checkAddress(address, report);
  if (!/^https?:/i.test(address)) return;
  const { protocol, host } = new URL(address);
  const canonical = address.startsWith(`${protocol}//${host}/`) && !/%[\da-f]?[a-f][\da-f]?/.test(address);
  if (!canonical || /\/\.{1,2}(?:\/|$)/.test(address)) report('NonCanonicalURI', address);
}

function checkInternetDate(date: string, report: Report): void {
  const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(date);
  if (!isWritten || Number.isNaN(Date.parse(date))) report('InvalidRFC3339Date', date);
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const mailDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0$/;

function checkMailDate(date: string, report: Report): void {
  const [, day] = mailDate.exec(date) ?? [];
  const time = Date.parse(date);
  if (day === undefined || Number.isNaN(time)) report('InvalidRFC2822Date', date);
  else if (days[new Date(time).getUTCDay()] !== day && date.endsWith('+0000')) report('IncorrectDOW', date);
}

function checkLanguage(language: string, report: Report): void {
  if (!/^[a-z]{2,3}(?:-[\w-]+)?$/i.test(language)) report('InvalidLanguage', language);
}

/** Elements that the validator considers safe, without those for forms. */
const acceptedElements = new Set(
  `a abbr acronym address area article aside audio b bdi blockquote br caption cite code col colgroup data dd del details dfn dialog div dl
  dt em figcaption figure footer header h1 h2 h3 h4 h5 h6 hgroup hr i img input ins kbd label li main map mark menu meter nav ol p picture
  pre progress q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var
  video wbr`.split(/\s+/),
);

function checkHtml(html: string, report: Report): void {
  checkCharacters(html, report);
  const { elements, errors } = fragmentIn(html);
  for (const error of errors) report('NotHtml', error);
  for (const { name, attributes } of elements) {
    if (!acceptedElements.has(name)) report('SecurityRisk', name);
    for (const attribute of Object.keys(attributes))
      if (attribute === 'style' || attribute.startsWith('on')) report('SecurityRiskAttr', attribute);
    for (const reference of [attributes['href'], attributes['src']])
      if (reference !== undefined && !/^\w+:/.test(reference)) report('ContainsRelRef', reference);
  }
}

type Check = 'text' | 'address' | 'date' | 'people' | 'texts' | 'items' | 'flag' | 'any';

const jsonCommon: { readonly [field: string]: Check } = {
  title: 'text',
  language: 'text',
  authors: 'people',
};
const jsonFeedFields: { readonly [field: string]: Check } = {
  ...jsonCommon,
  version: 'address',
  home_page_url: 'address',
  feed_url: 'address',
  description: 'text',
  user_comment: 'text',
  next_url: 'address',
  icon: 'address',
  favicon: 'address',
  expired: 'flag',
  hubs: 'any',
  items: 'items',
};
const jsonItemFields: { readonly [field: string]: Check } = {
  ...jsonCommon,
  id: 'text',
  url: 'address',
  external_url: 'address',
  content_html: 'text',
  content_text: 'text',
  summary: 'text',
  image: 'address',
  banner_image: 'address',
  date_published: 'date',
  date_modified: 'date',
  tags: 'texts',
  attachments: 'any',
};

function checkFields(
  value: { readonly [field: string]: unknown },
  fields: { readonly [field: string]: Check },
  required: readonly string[],
  where: string,
  report: Report,
): void {
  for (const field of required) if (!(field in value)) report(`${where} without ${field}`);
  for (const [field, content] of Object.entries(value)) {
    const check = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (check === undefined) {
      if (!/^_[a-zA-Z]/.test(field)) report(`unknown field of ${where}`, field);
    } else if (!isOfKind(content, check, report)) report(`${where}.${field}`, JSON.stringify(content));
  }
}

function isOfKind(content: unknown, check: Check, report: Report): boolean {
  if (check === 'any') return true;
  if (check === 'flag') return typeof content === 'boolean';
  if (check === 'items' || check === 'texts' || check === 'people') {
    if (!Array.isArray(content)) return false;
    const list = content as readonly unknown[];
    if (check === 'texts') return list.every((text) => typeof text === 'string');
    return check === 'items' || (list.length > 0 && list.every((person) => isPerson(person, report)));
  }
  if (typeof content !== 'string') return false;
  if (check === 'date') checkInternetDate(content, report);
  if (check === 'address') checkAddress(content, report);
  return true;
}

function isPerson(person: unknown, report: Report): boolean {
  if (!isRecord(person) || Object.keys(person).length === 0) return false;
  checkFields(person, { name: 'text', url: 'address', avatar: 'address' }, [], 'author', report);
  return true;
}

function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textIn(parent: XmlNode, name: string): string {
  return childrenOf(parent, name)[0]?.text ?? '';
}

function requireEach(parent: XmlNode, names: readonly string[], report: Report): void {
  for (const name of names) if (childrenOf(parent, name).length === 0) report('MissingElement', name);
}

function allowOnly(parent: XmlNode, names: readonly string[], report: Report): void {
  for (const { name } of parent.children) if (!names.includes(name)) report('UndefinedElement', name);
}

function allowOnce(parent: XmlNode, names: readonly string[], report: Report): void {
  for (const name of names) if (childrenOf(parent, name).length > 1) report('DuplicateElement', name);
}
