/**
 * Free text of an entry inside Grafana's own languages. A text panel is interpolated first (`$name`, `${name}`,
 * `[[name]]`), then read as Markdown, then as HTML; a title or a link's name is interpolated only.
 */

/**
 * Text that Markdown shows as written: every character that could begin markup, HTML, an address or a variable becomes
 * a numeric character reference, which the browser alone turns back. Line breaks become spaces.
 */
export function markdownText(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N}\p{M} ,;]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A link whose text is shown as written. Links of entries are http(s) addresses; the catalog refuses others. */
export function markdownLink(text: string, url: string): string {
  return `[${markdownText(text)}](${linkUrl(url)})`;
}

/** An address without anything that Grafana interpolates or that ends a Markdown link. */
export function linkUrl(url: string): string {
  return url.replace(/[$()[\]{}<>"'`\\\s]/g, (character) => encodeURIComponent(character).replace(/[()']/g, hex));
}

const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Text for titles and names of links: an invisible word joiner keeps `$name` and `[[name]]` from being variables. */
export function plainTitle(text: string): string {
  return oneLine(text).replace(/\$|\[(?=\[)/g, '$&\u2060');
}

function oneLine(text: string): string {
  return text.replace(/\p{C}|\s+/gu, ' ').trim();
}
