# Removes from a contract what only people read: its texts, as openapi/site/contract.mjs finds them, links to other
# pages, the contact, and the version.
def text($table):
  (.value | type == "string") and (.key | IN("summary", "description") or ($table and IN("meaning", "action")));
def link: .key == "externalDocs" and (.value | type == "object" and has("url"));
def without_prose($table):
  if type == "object" then
    with_entries(
      select(text($table) or link | not)
      | if .key | IN("example", "value", "default", "enum") then . else .value |= without_prose($table) end)
  elif type == "array" then map(without_prose($table))
  else . end;

del(.info.version, .info.contact, .externalDocs)
| with_entries((.key | startswith("x-")) as $table | .value |= without_prose($table))
