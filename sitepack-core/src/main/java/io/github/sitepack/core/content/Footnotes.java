package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;

/**
 * The footnotes of a page in the order of their first references, with the ids that Goldmark gives
 * them: {@code fn:1} for a note, {@code fnref:1}, {@code fnref1:1} and so on for what refers to it.
 */
final class Footnotes {
  private final Map<String, FootnoteDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, Note> notes = new LinkedHashMap<>();
  private final IdentityHashMap<FootnoteReference, Ids> ids = new IdentityHashMap<>();

  /**
   * A note that is referred to.
   *
   * @param number counted from 1
   * @param label what its references call it
   * @param references the ids of its references
   */
  record Note(int number, String label, List<String> references) {
    String id() {
      return "fn:" + number;
    }
  }

  /**
   * What the element of a reference gets.
   *
   * @param id its own
   * @param note the note it leads to
   */
  record Ids(String id, Note note) {}

  /** Takes a note; the first of a label counts. */
  void define(FootnoteDefinition definition) {
    definitions.putIfAbsent(key(definition.getLabel()), definition);
  }

  /** Takes a reference, in reading order. */
  void refer(FootnoteReference reference) {
    Note note =
        notes.computeIfAbsent(
            key(reference.getLabel()),
            key -> new Note(notes.size() + 1, reference.getLabel(), new ArrayList<>()));
    int earlier = note.references().size();
    String id = "fnref" + (earlier == 0 ? "" : earlier) + ":" + note.number();
    note.references().add(id);
    ids.put(reference, new Ids(id, note));
  }

  private static String key(String label) {
    return Unicode.lowerCase(label.strip().replaceAll("\\s+", " "));
  }

  Ids of(FootnoteReference reference) {
    return ids.get(reference);
  }

  /** The notes to show, in order. */
  Map<Note, FootnoteDefinition> shown() {
    Map<Note, FootnoteDefinition> shown = new LinkedHashMap<>();
    for (Map.Entry<String, Note> note : notes.entrySet()) {
      FootnoteDefinition definition = definitions.get(note.getKey());
      if (definition != null) {
        shown.put(note.getValue(), definition);
      }
    }
    return shown;
  }

  /** Tells all ids. */
  void anchors(Consumer<String> found) {
    for (Note note : notes.values()) {
      found.accept(note.id());
      note.references().forEach(found);
    }
  }
}
