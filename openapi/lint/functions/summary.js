// A summary is a heading: sentence case, no final period, and for an operation at most a few words.

/** `words` is the maximum number of words. `names` are words that keep their capital letter anywhere. */
export default function summary(text, { words = Infinity, names }) {
  if (typeof text !== 'string') return [];
  const parts = text.trim().split(/\s+/);
  const bare = parts.slice(1).map((word) => word.replace(/[^\w'-]/g, ''));
  const capital = bare.find((word) => /^[A-Z][a-z]+$/.test(word) && !names.includes(word));
  const found = [];
  if (/^[a-z]/.test(text)) found.push('begins with a lower-case letter; begin it with a capital');
  if (/[.:;,]$/.test(text.trim())) found.push('ends with a punctuation mark; remove it, because a summary is a heading');
  if (parts.length > words) found.push(`has ${parts.length} words; use ${words} at most, and put details into the description`);
  if (capital) found.push(`writes “${capital}” with a capital; use sentence case, or list it in the rule's \`names\``);
  return found.map((problem) => ({ message: `The summary “${text}” ${problem}.` }));
}
