// The document as markup, open shadow trees in the place of their hosts' children; null where it is too large.
(() => {
  const MOST_ELEMENTS = 140000, MOST_CHARACTERS = 15000000;
  const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
  const RAW = new Set("script style xmp iframe noembed noframes noscript plaintext".split(" "));
  const text = said => said.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
  const quoted = said => said.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/\u00a0/g, "&nbsp;");
  const parts = ["<!DOCTYPE html>"];
  let elements = 0, characters = 0;
  const say = said => {
    characters += said.length;
    parts.push(said);
    return characters <= MOST_CHARACTERS;
  };
  const children = node => {
    if (node.localName === "slot") {
      const given = node.assignedNodes();
      if (given.length) return given;
    }
    if (node.localName === "template") return [];
    return (node.shadowRoot || node).childNodes;
  };
  // [node, null] is to be opened, [null, markup] to be said: no recursion, however deep the document is
  const open = [[document.documentElement, null]];
  while (open.length) {
    const [node, ending] = open.pop();
    if (ending !== null) {
      if (!say(ending)) return null;
      continue;
    }
    if (node.nodeType === 3) {
      const raw = node.parentNode && RAW.has(node.parentNode.localName);
      if (!say(raw ? node.data : text(node.data))) return null;
      continue;
    }
    if (node.nodeType !== 1) continue;
    if (++elements > MOST_ELEMENTS) return null;
    const name = node.localName;
    let tag = "<" + name;
    for (const attribute of node.attributes) tag += " " + attribute.name + '="' + quoted(attribute.value) + '"';
    if (!say(tag + ">")) return null;
    if (VOID.has(name)) continue;
    open.push([null, "</" + name + ">"]);
    const inside = children(node);
    for (let at = inside.length - 1; at >= 0; at--) open.push([inside[at], null]);
  }
  return parts.join("");
})()
