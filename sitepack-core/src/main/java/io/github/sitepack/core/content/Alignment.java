package io.github.sitepack.core.content;

import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;

/** Tells a table cell's alignment by a class, since {@code align} is no longer part of HTML. */
final class Alignment implements AttributeProvider {
  @Override
  public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
    if (node instanceof TableCell) {
      String align = attributes.remove("align");
      if (align != null) {
        attributes.put("class", "align-" + align);
      }
    }
  }
}
