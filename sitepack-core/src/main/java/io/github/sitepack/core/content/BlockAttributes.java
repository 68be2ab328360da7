package io.github.sitepack.core.content;

import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Gives elements the attributes that were written in braces, and tells a table cell's alignment by
 * a class, since {@code align} is no longer part of HTML.
 */
final class BlockAttributes implements AttributeProvider {
  private final Body body;

  BlockAttributes(Body body) {
    this.body = body;
  }

  @Override
  public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
    if (node instanceof TableCell) {
      String align = attributes.remove("align");
      if (align != null) {
        attributes.put("class", "align-" + align);
      }
      return;
    }
    attributes.putAll(body.attributes(node));
  }
}
