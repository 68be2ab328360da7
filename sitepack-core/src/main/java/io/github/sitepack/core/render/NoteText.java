package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts of any length in notes from build to build. */
final class NoteText {
  private NoteText() {}

  static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  static void write(Collection<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      write(text, out);
    }
  }

  static List<String> list(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(read(in));
    }
    return texts;
  }

  static void bytes(SortedMap<String, byte[]> byName, DataOutputStream out) throws IOException {
    out.writeInt(byName.size());
    for (var entry : byName.entrySet()) {
      write(entry.getKey(), out);
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
  }

  static SortedMap<String, byte[]> bytes(DataInputStream in) throws IOException {
    SortedMap<String, byte[]> byName = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = read(in);
      byName.put(name, in.readNBytes(in.readInt()));
    }
    return byName;
  }
}
