/** What a program finds in `data`: the first name, or what is there instead of the list. */
export function shown(data) {
  const rows = data?.datastores;
  if (rows?.length) return JSON.stringify(rows[0].name);
  if (rows !== undefined) return JSON.stringify(rows);
  if (data === null || typeof data !== 'object') return data === null ? 'null' : typeof data;
  return data.constructor === Object ? '{}' : data.constructor.name;
}
