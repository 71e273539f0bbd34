-- What a report in Markdown needs before it becomes a Word document.

-- Widths of columns in letters: the least, what counts of a long cell at most, the gap between two,
-- and what fits on a line.
local NARROWEST, WIDEST, GAP, LINE = 3, 40, 3, 96

local function styled(name, blocks, attributes)
  attributes = attributes or {}
  attributes["custom-style"] = name
  return pandoc.Div(blocks, attributes)
end

-- Whether the first letter is Hebrew, Arabic or of another script that runs from the right.
local function runs_from_right(block)
  for _, code in utf8.codes(pandoc.utils.stringify(block)) do
    if code >= 0x590 and code <= 0x8FF then
      return true
    elseif code > 0x40 and not (code >= 0x2000 and code <= 0x2BFF) and code ~= 0xAB then
      return false
    end
  end
  return false
end

local function word(xml, ...)
  return pandoc.RawInline("openxml", xml:format(...))
end

-- A note that is cited again keeps its number, as in other formats: Word has one mark for each note,
-- so the later ones refer to the first.
local function with_each_note_once(report)
  local numbers, count = {}, 0
  return report:walk({
    Note = function(note)
      local says = tostring(note)
      local number = numbers[says]
      if number then
        return word(
          '<w:fldSimple w:instr=" NOTEREF _Note%d \\f \\h "><w:r><w:rPr>'
            .. '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>%d</w:t></w:r></w:fldSimple>',
          number,
          number
        )
      end
      count = count + 1
      numbers[says] = count
      return {
        word('<w:bookmarkStart w:id="%d" w:name="_Note%d"/>', 100000 + count, count),
        note,
        word('<w:bookmarkEnd w:id="%d"/>', 100000 + count),
      }
    end,
  })
end

-- The first heading is the title, and parts are headings of the first level.
function Pandoc(report)
  for number, block in ipairs(report.blocks) do
    if block.t == "Header" and block.level == 1 then
      report.meta.title = pandoc.MetaInlines(block.content)
      report.blocks:remove(number)
      break
    end
  end
  for _, block in ipairs(report.blocks) do
    if block.t == "Header" then
      block.level = math.max(1, block.level - 1)
    end
  end
  return with_each_note_once(report)
end

-- A link leads nowhere but to the web or a mail address.
function Link(link)
  local target = link.target:lower()
  if target:match("^https?:") or target:match("^mailto:") then
    return link
  end
  return link.content
end

-- Nothing is fetched, from this computer or another one.
function Image(image)
  return image.caption
end

-- Notes beside each other are 2,3 and not 23.
function Inlines(inlines)
  local apart = pandoc.Inlines({})
  for number, inline in ipairs(inlines) do
    if inline.t == "Note" and number > 1 and inlines[number - 1].t == "Note" then
      apart:insert(pandoc.Superscript(","))
    end
    apart:insert(inline)
  end
  return apart
end

-- The first paragraph are the words, the others say whose they are.
function BlockQuote(quote)
  local blocks = pandoc.Blocks({})
  for number, block in ipairs(quote.content) do
    local attributes = runs_from_right(block) and { dir = "rtl" } or {}
    blocks:insert(styled(number == 1 and "Block Text" or "Quotation Source", block, attributes))
  end
  return blocks
end

-- The longest word of a text, in letters.
local function longest_word(text)
  local longest = 0
  for word in text:gmatch("%S+") do
    longest = math.max(longest, utf8.len(word) or WIDEST)
  end
  return math.min(WIDEST, longest)
end

function Table(table)
  local needed, wanted = {}, {}
  local function look_at(rows)
    for _, row in ipairs(rows) do
      for number, cell in ipairs(row.cells) do
        local text = pandoc.utils.stringify(cell.contents)
        local length = math.min(WIDEST, math.max(NARROWEST, utf8.len(text) or WIDEST))
        needed[number] = math.max(needed[number] or NARROWEST, longest_word(text))
        wanted[number] = math.max(wanted[number] or 0, length, needed[number])
        -- A Plain would keep the style that pandoc has for it.
        local paragraph = pandoc.Para(pandoc.utils.blocks_to_inlines(cell.contents))
        cell.contents = pandoc.Blocks({ styled("Table Text", paragraph) })
      end
    end
  end
  look_at(table.head.rows)
  for _, body in ipairs(table.bodies) do
    look_at(body.body)
  end
  local need, want = 0, 0
  for number, width in ipairs(needed) do
    need, want = need + width + GAP, want + wanted[number] - width
  end
  -- Each column has room for its longest word; what is left goes where the texts are long.
  local left = math.max(0, math.min(want, LINE - need))
  for number, spec in ipairs(table.colspecs) do
    local width = needed[number] or NARROWEST
    local more = want > 0 and left * ((wanted[number] or width) - width) / want or 0
    table.colspecs[number] = { spec[1], (width + GAP + more) / (need + left) }
  end
  return table
end
