package io.github.sitepack.core.render;

import io.github.sitepack.core.content.References.Kind;
import io.github.sitepack.core.content.References.Target;
import io.github.sitepack.core.digest.Digest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build notes of one page, so that the next can make it anew without the others.
 *
 * @param name what problems call its file
 * @param path of its file below the content
 * @param number of the page among the facts
 * @param head digest of what stands before its text
 * @param key see {@link Page#key}
 * @param fallbackTitle see {@link Page#fallbackTitle}
 * @param at its path on the site, without the base path
 * @param html the file it is in, below the folder of the site
 * @param markdown the file its Markdown is in, or ""
 * @param bin which part of the search index it is in; -1 when in none
 * @param anchors of its text, in order
 * @param targets what the references of its text lead to, by {@link #reference}
 * @param answers what its shortcodes were told, by what they asked; see {@link NotedShortcodes}
 * @param shown what others show of its text: the checksums of properties, by their names
 */
record PageNote(
    String name,
    String path,
    int number,
    Digest head,
    String key,
    String fallbackTitle,
    String at,
    String html,
    String markdown,
    int bin,
    List<String> anchors,
    SortedMap<String, Target> targets,
    SortedMap<String, List<String>> answers,
    SortedMap<String, String> shown) {
  PageNote {
    anchors = List.copyOf(anchors);
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
  }

  /** What is asked of a site: a target for a link may have another one for an image. */
  static String reference(Kind kind, String target) {
    return kind + " " + target;
  }

  void write(DataOutputStream out) throws IOException {
    for (String text : List.of(name, path, head.hex(), key, fallbackTitle, at, html, markdown)) {
      NoteText.write(text, out);
    }
    out.writeInt(number);
    out.writeInt(bin);
    NoteText.write(anchors, out);
    out.writeInt(targets.size());
    for (Map.Entry<String, Target> target : targets.entrySet()) {
      NoteText.write(target.getKey(), out);
      NoteText.write(target.getValue().url(), out);
      out.writeInt(target.getValue().width());
      out.writeInt(target.getValue().height());
    }
    out.writeInt(answers.size());
    for (Map.Entry<String, List<String>> answer : answers.entrySet()) {
      NoteText.write(answer.getKey(), out);
      NoteText.write(answer.getValue(), out);
    }
    out.writeInt(shown.size());
    for (Map.Entry<String, String> text : shown.entrySet()) {
      NoteText.write(text.getKey(), out);
      NoteText.write(text.getValue(), out);
    }
  }

  static PageNote read(DataInputStream in) throws IOException {
    String name = NoteText.read(in);
    String path = NoteText.read(in);
    Digest head = new Digest(NoteText.read(in));
    String key = NoteText.read(in);
    String fallbackTitle = NoteText.read(in);
    String at = NoteText.read(in);
    String html = NoteText.read(in);
    String markdown = NoteText.read(in);
    int number = in.readInt();
    int bin = in.readInt();
    List<String> anchors = NoteText.list(in);
    SortedMap<String, Target> targets = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      targets.put(NoteText.read(in), new Target(NoteText.read(in), in.readInt(), in.readInt()));
    }
    SortedMap<String, List<String>> answers = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      answers.put(NoteText.read(in), NoteText.list(in));
    }
    SortedMap<String, String> shown = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      shown.put(NoteText.read(in), NoteText.read(in));
    }
    return new PageNote(
        name,
        path,
        number,
        head,
        key,
        fallbackTitle,
        at,
        html,
        markdown,
        bin,
        anchors,
        targets,
        answers,
        shown);
  }
}
